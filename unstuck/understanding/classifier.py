"""The intent of a message, from its likeness to every training example: in meaning and in letters.

A kernel machine (regularised least squares): the score of an intent is a weighted sum of likenesses. Likeness is
exp((cosine - 1) / WIDTH) of two places in meaning plus the lexicon's product. Beside one logistic regression over the
same features it is half a point better on the project's own data and trains in a tenth of the time: judgements of
unseen examples, which the calibration learns from, come out of the same matrix (fitting.py).
"""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import asdict, dataclass
from functools import cached_property, lru_cache
from typing import Any

import numpy as np
from numpy.typing import NDArray

from unstuck.understanding.calibration import Calibration
from unstuck.understanding.lexicon import Lexicon
from unstuck.understanding.space import Space

# Of the meaning's kernel. By cross-validation on banking30 and the project's own data 0.3 is best; 0.2 and 0.45 are up
# to 0.7 points worse.
WIDTH = 0.3
BLOCK = 1024  # rows of 192 numbers, which fill three quarters of a megabyte
ROWS_FOR_BLAS = 8
# What an example of another moment counts beside one of the same.
ELSEWHERE = np.float32(0.5)


@dataclass(frozen=True)
class Guess:
    """What a message means, best first.

    The confidence of the first is calibrated; the others' are in proportion to it. `nearest` is the likest example.
    """

    ranking: tuple[tuple[str, float], ...]
    nearest: str

    @property
    def intent(self) -> str:
        """The best intent."""
        return self.ranking[0][0]

    @property
    def confidence(self) -> float:
        """Probability that the best intent is right, 0 to 1."""
        return self.ranking[0][1]


@dataclass(frozen=True)
class Placed:
    """Texts where a classifier sees them: places in meaning, one row a text, and lexical vectors."""

    places: NDArray[np.float32]
    lexical: tuple[tuple[NDArray[np.int64], NDArray[np.float32]], ...]


@dataclass(frozen=True)
class Classifier:
    """Everything that training found out, as arrays.

    Args:
        intents: one name a column of the weights.
        examples: the training texts, one a row of `places` and `meaning_weights`.
        encoder: fingerprint of the sentence encoder that it was trained with; another one's vectors do not fit.
        moments: of each example, the moment in which it is said; empty for any.
        recall: share of each intent's examples that five-fold cross-validation recognises.
    """

    intents: tuple[str, ...]
    examples: tuple[str, ...]
    space: Space
    places: NDArray[np.float32]
    meaning_weights: NDArray[np.float32]
    lexicon: Lexicon
    lexical_weights: NDArray[np.floating]
    calibration: Calibration
    encoder: str
    moments: tuple[str, ...]
    recall: Mapping[str, float]

    def guess(self, text: str, layers: NDArray[np.float32], moment: str = "") -> Guess:
        """The intents of one message and its nearest example; see `guesses`."""
        return self.guesses([text], layers[None], moment)[0]

    def guesses(self, texts: Sequence[str], layers: NDArray[np.float32], moment: str = "") -> tuple[Guess, ...]:
        """The intents of several texts, each with its nearest example. Together they take little longer than one.

        Args:
            texts: messages, or the clauses of one.
            layers: their vectors by the sentence encoder: (texts, layers, width).
            moment: in which they are said.
        """
        return self.guesses_at(self.placed(texts, layers), moment)

    def placed(self, texts: Sequence[str], layers: NDArray[np.float32]) -> Placed:
        """Where texts lie. Classifiers that were trained with one space and lexicon place them alike."""
        return Placed(self.space.place(layers), tuple(map(self.lexicon.vector, texts)))

    def moved(self, placed: Placed, layers: NDArray[np.float32]) -> Placed:
        """Texts that a classifier with the same lexicon placed, in this one's space."""
        return Placed(self.space.place(layers), placed.lexical)

    def guesses_at(self, placed: Placed, moment: str = "") -> tuple[Guess, ...]:
        """The intents of texts that were placed already, said in a moment."""
        cosine = _products(placed.places, self.places)
        near = meaning_kernel(cosine)
        near *= self._shares(moment)
        scores = (near @ self.meaning_weights).astype(np.float64)
        for row, (features, values) in zip(scores, placed.lexical, strict=True):
            row += values @ self.lexical_weights[features].astype(np.float32)
        nearest = [self.examples[place] for place in cosine.argmax(1).tolist()]
        confidences = self.calibration.confidences(scores, cosine.max(1).astype(np.float64))
        return tuple(map(self._guess, scores, confidences, nearest))

    @cached_property
    def _shares(self) -> Callable[[str], NDArray[np.float32]]:
        """What each example counts in a moment."""
        moments = np.array(self.moments)

        @lru_cache
        def shares(moment: str) -> NDArray[np.float32]:
            return np.where(moments == moment, np.float32(1), ELSEWHERE)

        return shares

    def _guess(self, scores: NDArray[np.float64], confidences: NDArray[np.float64], nearest: str) -> Guess:
        order = np.argsort(-scores, kind="stable")
        names = (self.intents[column] for column in order.tolist())
        return Guess(tuple(zip(names, confidences[order].tolist(), strict=True)), nearest)

    def arrays(self) -> dict[str, NDArray[Any]]:
        """The part of it that goes into an npz file."""
        return {
            "projection": self.space.projection.astype(np.float16),
            "places": self.places.astype(np.float16),
            "meaning_weights": self.meaning_weights,
            "idf": self.lexicon.idf,
            "lexical_weights": self.lexical_weights.astype(np.float16),
        }

    def words(self) -> dict[str, Any]:
        """The part of it that goes into a JSON file."""
        return {
            "intents": self.intents,
            "examples": self.examples,
            "features": self.lexicon.features,
            "shares": self.space.shares,
            "calibration": asdict(self.calibration),
            "encoder": self.encoder,
            "moments": self.moments,
            "recall": self.recall,
        }

    @classmethod
    def restore(cls, arrays: Any, words: dict[str, Any]) -> "Classifier":
        """Put it together again from `arrays()` and `words()`."""
        calibration = words["calibration"]
        return cls(
            intents=tuple(words["intents"]),
            examples=tuple(words["examples"]),
            space=Space(arrays["projection"].astype(np.float32), tuple(words["shares"])),
            places=arrays["places"].astype(np.float32),
            meaning_weights=arrays["meaning_weights"],
            lexicon=Lexicon(tuple(words["features"]), arrays["idf"]),
            lexical_weights=arrays["lexical_weights"],
            calibration=Calibration(calibration["temperature"], tuple(calibration["weights"]), calibration["bias"]),
            encoder=words["encoder"],
            moments=tuple(words["moments"]),
            recall=words["recall"],
        )


def _products(few: NDArray[np.float32], many: NDArray[np.float32]) -> NDArray[np.float32]:
    """`few @ many.T`, of some rows in half the time: BLAS would make a copy of the many.

    They are gone through in blocks that stay in the processor's cache while each of the few is multiplied with them.
    """
    if len(few) >= ROWS_FOR_BLAS:
        return few @ many.T
    products = np.empty((len(few), len(many)), dtype=np.float32)
    for start in range(0, len(many), BLOCK):
        rows = slice(start, start + BLOCK)
        np.matmul(many[rows], few[:, :, None], out=products[:, rows, None])
    return products


def meaning_kernel(cosine: NDArray[np.float32]) -> NDArray[np.float32]:
    """Likeness in meaning from the cosine of two places: 1 for the same, soon 0 for the unlike."""
    likeness = cosine - 1
    likeness /= WIDTH  # in one piece of memory: in training there may be gigabytes of it
    return np.exp(likeness, out=likeness)
