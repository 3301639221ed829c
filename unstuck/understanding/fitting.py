"""Training: from examples to a classifier with a calibrated confidence.

With Q = (kernel + SLACK x identity)^-1 and weights A = Q Y, what a model trained without a block B of examples would
say of them is Y_B - (Q_BB)^-1 A_B, exactly, without training it. So each example is judged by a model that has not seen
it, and again by one that has not seen any of its intent, for the price of one inverse.
"""

from collections.abc import Callable, Iterator, Sequence

import numpy as np
from numpy.typing import NDArray
from scipy import sparse
from scipy.linalg import lapack

from unstuck.understanding.calibration import Array, Calibration, fit_calibration
from unstuck.understanding.classifier import Classifier, meaning_kernel
from unstuck.understanding.lexicon import Lexicon

Matrix = NDArray[np.float32]
SLACK = 0.1  # by cross-validation on the three public sets and the project's own: 0.03 to 0.3 differ by 0.3 points
FOLDS = 10
ROUNDS = 3  # of withholding intents, each time grouped anew
GROUPS = 6  # of intents, one withheld at a time
SEED = 1


def fit(
    examples: Sequence[tuple[str, str]],
    embed: Callable[[str], Matrix],
    encoder: str,
    refusal: str = "out_of_scope",
    unknown_share: float = 0.2,
) -> Classifier:
    """Train a classifier.

    Args:
        examples: text and intent.
        embed: the sentence encoder's unit vector of a text.
        encoder: its fingerprint.
        refusal: the intent of messages that are none of the bot's business; it is a right answer to a withheld intent.
        unknown_share: the share of messages that fit no intent, which the confidence is prepared for.
    """
    texts = tuple(text for text, _ in examples)
    intents = tuple(sorted({intent for _, intent in examples}))
    owner = np.array([intents.index(intent) for _, intent in examples])
    # Rounded as they are stored, so that what is trained is what is used.
    embeddings = np.stack([embed(text) for text in texts]).astype(np.float16).astype(np.float32)
    lexicon = Lexicon.fit(texts)
    lexical = _sparse(lexicon, texts)
    cosine = embeddings @ embeddings.T
    kernel = meaning_kernel(cosine) + (lexical @ lexical.T).toarray()
    inverse = _inverse(kernel)
    target = (owner[:, None] == np.arange(len(intents))).astype(np.float32)
    weights = inverse @ target
    refused = intents.index(refusal) if refusal in intents else -1
    return Classifier(
        intents=intents,
        examples=texts,
        embeddings=embeddings,
        meaning_weights=weights,
        lexicon=lexicon,
        lexical_weights=np.asarray(lexical.T @ weights),
        calibration=_calibrate(inverse, weights, target, cosine, owner, refused, unknown_share),
        encoder=encoder,
    )


def _sparse(lexicon: Lexicon, texts: Sequence[str]) -> sparse.csr_matrix:
    vectors = [lexicon.vector(text) for text in texts]
    starts = np.cumsum([0, *(len(places) for places, _ in vectors)])
    places, values = (np.concatenate(parts) for parts in zip(*vectors, strict=True))
    return sparse.csr_matrix((values, places, starts), shape=(len(texts), len(lexicon.features)))


def _inverse(kernel: Matrix) -> Matrix:
    kernel[np.diag_indices_from(kernel)] += SLACK
    factor, failed = lapack.spotrf(kernel, lower=True, overwrite_a=True)
    inverse, failed_too = lapack.spotri(factor, lower=True, overwrite_c=True)
    assert not failed and not failed_too  # the kernel is positive definite
    lower = np.tril(inverse)
    whole: Matrix = lower + np.tril(lower, -1).T
    return whole


def _calibrate(
    inverse: Matrix,
    weights: Matrix,
    target: Matrix,
    cosine: Matrix,
    owner: NDArray[np.int64],
    refused: int,
    unknown_share: float,
) -> Calibration:
    random = np.random.default_rng(SEED)
    count, intents = target.shape

    def judged(groups: NDArray[np.int64]) -> tuple[Array, Array]:
        scores = np.zeros((count, intents))
        nearest = np.zeros(count)
        for block in _blocks(groups):
            unseen = np.linalg.solve(inverse[np.ix_(block, block)].astype(float), weights[block].astype(float))
            scores[block] = target[block] - unseen
            rest = np.setdiff1d(np.arange(count), block)
            nearest[block] = cosine[np.ix_(block, rest)].max(1)
        return scores, nearest

    known, near = judged(random.permutation(count) % FOLDS)
    parts = [(known, owner, near, known.argmax(1) == owner, np.ones(count))]
    unknown_weight = unknown_share / (1 - unknown_share) / ROUNDS
    for _ in range(ROUNDS):
        group = random.permutation(intents) % GROUPS
        scores, near = judged(group[owner])
        # A withheld intent cannot win, and the model has never heard of it.
        scores[group[owner][:, None] == group[None, :]] = 0
        wrong = scores.argmax(1) != refused
        nobody = np.full(count, -1)
        parts.append((scores, nobody, near, np.zeros(count, bool), unknown_weight * wrong))
    return fit_calibration(*(np.concatenate(column) for column in zip(*parts, strict=True)))


def _blocks(groups: NDArray[np.int64]) -> Iterator[NDArray[np.int64]]:
    for group in np.unique(groups):
        yield np.flatnonzero(groups == group)
