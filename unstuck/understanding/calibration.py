"""Confidence that means what it says: the share of messages with this confidence that are understood rightly.

Raw scores cannot say "this is none of my intents", so the confidence is learned from messages whose answer is known:
examples judged by a model that has not seen them, and examples whose whole intent was withheld, which stand for
messages that no intent fits.
"""

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

Array = NDArray[np.float64]
STEPS = 25  # Newton's method has converged after about ten
RIDGE = 1.0  # keeps the few coefficients finite when the two sides part cleanly


@dataclass(frozen=True)
class Calibration:
    """A logistic model over three signs: log-probability of the best intent, its lead, cosine to the nearest example.

    Args:
        temperature: what scores are divided by before they become probabilities.
        weights: of the three signs.
        bias: the constant beside them.
    """

    temperature: float
    weights: tuple[float, float, float]
    bias: float

    def confidences(self, scores: Array, nearest: Array) -> Array:
        """Of each message, a row, and each intent: the best-scored one's is the probability that it is right.

        The others' are in proportion to it, as likely as each is given that one of them is right.

        Args:
            scores: one row a message, one column an intent.
            nearest: each message's cosine to the nearest example.
        """
        signs = signs_of(scores, nearest, self.temperature)
        best = 1 / (1 + np.exp(-(signs @ np.array(self.weights) + self.bias)))
        shares = softmax(scores, self.temperature)
        confidences: Array = best[:, None] * (shares / shares.max(1, keepdims=True))
        return confidences


def fit_calibration(
    scores: Array, best: NDArray[np.int64], nearest: Array, right: NDArray[np.bool_], unknown_share: float
) -> Calibration:
    """Learn a calibration from judged messages.

    How the signs weigh is learned with as many messages of no intent as of some: that parts the two best. What share of
    them to expect only moves and stretches the confidence afterwards.

    Args:
        scores: one row a message, one column an intent, from models that have not seen the message.
        best: which intent would have been right, as a column; -1 where none.
        nearest: cosine to the nearest example that the model has seen.
        right: whether the best-scored intent is right.
        unknown_share: the share of messages of no intent to expect.
    """
    known = best >= 0
    temperature = _fit_temperature(scores[known], best[known])
    signs = signs_of(scores, nearest, temperature)
    mean, spread = signs.mean(0), signs.std(0) + 1e-9
    signs, answers = (signs - mean) / spread, right.astype(float)
    weights = _fit_rising(signs, answers, _weight(known, 0.5))
    scale, bias = _fit_logistic((signs @ weights)[:, None], answers, _weight(known, unknown_share))
    weights = weights * scale / spread
    first, second, third = (float(value) for value in weights)
    return Calibration(temperature, (first, second, third), float(bias - weights @ mean))


def signs_of(scores: Array, nearest: Array, temperature: float) -> Array:
    """The signs of `Calibration`, one row a message."""
    top = np.sort(np.partition(scores, -2, axis=1)[:, -2:], axis=1)
    log_probability = np.log(softmax(scores, temperature).max(1))
    return np.column_stack([log_probability, top[:, 1] - top[:, 0], nearest])


def softmax(scores: Array, temperature: float) -> Array:
    """Scores to probabilities, row by row."""
    grown = np.exp((scores - scores.max(1, keepdims=True)) / temperature)
    share: Array = grown / grown.sum(1, keepdims=True)
    return share


def _fit_temperature(scores: Array, best: NDArray[np.int_]) -> float:
    """The temperature under which the right intents are most probable, to two places."""

    def loss(temperature: float) -> float:
        return float(-np.log(softmax(scores, temperature)[np.arange(len(scores)), best] + 1e-12).mean())

    candidates: list[float] = np.geomspace(0.02, 1, 40).round(2).tolist()
    return min(candidates, key=loss)


def _weight(known: NDArray[np.bool_], unknown_share: float) -> Array:
    """How much each message counts, so that those of no intent make up the given share."""
    unknown = unknown_share / (1 - unknown_share) * float(known.sum()) / max(1, int((~known).sum()))
    return np.where(known, 1.0, unknown)


def _fit_rising(signs: Array, right: Array, weight: Array) -> Array:
    """Coefficients of a logistic regression, none below zero: no likeness may make a message less certain."""
    used = np.arange(signs.shape[1])
    while True:
        coefficients = _fit_logistic(signs[:, used], right, weight)[:-1]
        if (coefficients >= 0).all():
            whole = np.zeros(signs.shape[1])
            whole[used] = coefficients
            return whole
        used = used[coefficients >= 0]


def _fit_logistic(signs: Array, right: Array, weight: Array) -> Array:
    """Logistic regression by Newton's method; the last coefficient is the constant."""
    design = np.column_stack([signs, np.ones(len(signs))])
    penalty = np.diag([RIDGE] * signs.shape[1] + [0.0])
    coefficients = np.zeros(design.shape[1])
    for _ in range(STEPS):
        probability = 1 / (1 + np.exp(np.clip(-design @ coefficients, -30, 30)))
        slope = design.T @ (weight * (right - probability)) - penalty @ coefficients
        curvature = (design * (weight * probability * (1 - probability))[:, None]).T @ design + penalty
        coefficients = coefficients + np.linalg.solve(curvature + 1e-9 * np.eye(len(curvature)), slope)
    return coefficients
