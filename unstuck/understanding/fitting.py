"""Training: from examples to a classifier with a calibrated confidence.

With Q = (kernel + slack)^-1, slack a diagonal, and weights A = Q Y, a model trained without a block B of the examples
would say Y_B - (Q_BB)^-1 A_B of them. That is exact, and nothing is trained again: each example is judged by a model
that has not seen it, and by one that has not seen any of its intent, for the price of one inverse.

An inverse costs three times what the weights alone cost, and both grow with the cube of the examples. So where there
are very many, all of them get their weights, and a sample of them is judged.
"""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray
from scipy import sparse
from scipy.linalg import lapack

from unstuck.understanding.calibration import Array, Calibration, fit_calibration
from unstuck.understanding.classifier import ELSEWHERE, Classifier, meaning_kernel
from unstuck.understanding.lexicon import Lexicon
from unstuck.understanding.sampling import JUDGED, Judged, sample_of
from unstuck.understanding.space import SHARES, Space

Matrix = NDArray[np.float32]
Example = tuple[str, str] | tuple[str, str, str]
# What keeps the weights small, for an example of an intent of usual size; those of larger intents get more, or small
# intents would lose to them. By cross-validation on banking30 and the project's own data 0.05 to 0.4 differ by half a
# point.
SLACK = 0.1
# Share of the texts from which a feature is multiplied densely: as a sparse one it takes five times the memory.
FREQUENT = 0.02
BLOCK = 1024  # rows that are made, or mirrored, at a time
FOLDS = 5  # of examples, each judged by a model that has seen the others
ROUNDS = 2  # of withholding intents, each time grouped anew
GROUPS = 6  # of intents, one withheld at a time
SEED = 1


def fit(
    examples: Sequence[Example],
    embed: Callable[[str], Matrix],
    encoder: str,
    refusal: str = "out_of_scope",
    unknown_share: float = 0.05,
    own: int | None = None,
    like: Classifier | None = None,
    judged: Judged = JUDGED,
    least: int = 1,
    shares: Sequence[float] = SHARES,
    slack: float = SLACK,
) -> Classifier:
    """Train a classifier.

    Args:
        examples: text and intent, and where one is said in a certain moment, that as the third.
        embed: the sentence encoder's layers of a text.
        encoder: its fingerprint.
        refusal: the intent of messages that are none of the bot's business; it is a right answer to a withheld intent.
        unknown_share: the share of messages that fit no intent, not even that one, which the confidence expects.
        own: how many of the examples, from the first, the recall is told of; all if left out.
        like: a classifier whose lexicon is taken, and its space if that is of the same shares, so that a text is placed
            once for both.
        judged: how many of the examples are judged by a model that has not seen them.
        least: the number of texts that a word or a sequence of letters has to stand in to count.
        shares: of the encoder's layers in the space.
        slack: as `SLACK`.
    """
    texts = tuple(example[0] for example in examples)
    intents = tuple(sorted({example[1] for example in examples}))
    column = {intent: place for place, intent in enumerate(intents)}
    owner = np.array([column[example[1]] for example in examples])
    moments = tuple(example[2] if len(example) > 2 else "" for example in examples)
    layers = np.stack([embed(text) for text in texts])
    space = like.space if like and like.space.shares == tuple(shares) else Space.fit(layers, shares)
    # Rounded as they are stored, so that what is trained is what is used.
    places = space.place(layers).astype(np.float16).astype(np.float32)
    lexicon = like.lexicon if like else Lexicon.fit(texts, least)
    lexical = _sparse(lexicon, texts)
    refused = intents.index(refusal) if refusal in intents else -1
    random = np.random.default_rng(SEED)
    sample = sample_of(owner, judged, random)
    judge = _Judge.of(places[sample], lexical[sample], owner[sample], np.array(moments)[sample], slack)
    weights = judge.weights if len(sample) == len(texts) else _weights(places, lexical, owner, np.array(moments), slack)
    known = judge.without(_folds(judge.owner, random))
    return Classifier(
        intents=intents,
        examples=texts,
        space=space,
        places=places,
        meaning_weights=weights,
        lexicon=lexicon,
        lexical_weights=np.asarray(lexical.T @ weights),
        calibration=_calibrate(judge, known, refused, unknown_share, random),
        recall=_recall(column, judge.owner, known.right, sample < (len(texts) if own is None else own)),
        encoder=encoder,
        moments=moments,
    )


def _recall(
    column: Mapping[str, int], owner: NDArray[np.int64], right: NDArray[np.bool_], told: NDArray[np.bool_]
) -> dict[str, float]:
    """The share of each intent's examples that were recognised, of those that it is told of."""
    chosen = {name: right[(owner == place) & told] for name, place in column.items()}
    return {name: float(found.mean()) for name, found in chosen.items() if len(found)}


def _sparse(lexicon: Lexicon, texts: Sequence[str]) -> sparse.csr_matrix:
    vectors = [lexicon.vector(text) for text in texts]
    starts = np.cumsum([0, *(len(places) for places, _ in vectors)])
    places, values = (np.concatenate(parts) for parts in zip(*vectors, strict=True))
    return sparse.csr_matrix((values, places, starts), shape=(len(texts), len(lexicon.features)))


def _targets(owner: NDArray[np.int64]) -> Matrix:
    """A row an example, a column an intent: 1 for its own."""
    return (owner[:, None] == np.arange(owner.max() + 1)).astype(np.float32)


def _kernel(
    places: Matrix, lexical: sparse.csr_matrix, owner: NDArray[np.int64], moments: NDArray[np.str_], slack: float
) -> Matrix:
    """The likeness of each example to each, with slack; what stands left of the diagonal is left unset.

    It is made a block of rows at a time, so that nothing but the result is as large as the result.
    """
    count = len(places)
    texts_with = np.bincount(lexical.indices, minlength=lexical.shape[1])
    frequent = texts_with > FREQUENT * count
    dense, rare = lexical[:, frequent].toarray(), lexical[:, ~frequent].tocsr()
    moment = np.unique(moments, return_inverse=True)[1].astype(np.int16)  # numbers are compared sooner than names
    kernel: Matrix = np.empty((count, count), dtype=np.float32)
    for start in range(0, count, BLOCK):
        rows = slice(start, start + BLOCK)
        likeness = meaning_kernel(places[rows] @ places[start:].T)
        likeness *= np.where(moment[rows, None] == moment[start:], np.float32(1), ELSEWHERE)
        likeness += dense[rows] @ dense[start:].T
        likeness += (rare[rows] @ rare[start:].T).toarray()
        kernel[rows, start:] = likeness
    size = np.bincount(owner)
    kernel[np.diag_indices_from(kernel)] += slack * size[owner] / np.median(size)
    return kernel


def _weights(
    places: Matrix, lexical: sparse.csr_matrix, owner: NDArray[np.int64], moments: NDArray[np.str_], slack: float
) -> Matrix:
    """The weights without the inverse."""
    return _solved(_kernel(places, lexical, owner, moments, slack).T, _targets(owner))


def _solved(lower: Matrix, right: Matrix) -> Matrix:
    """What a symmetric positive definite matrix has to be multiplied with. Its lower half is read, and lost.

    Half the time of `scipy.linalg.solve`, which estimates besides how far the matrix is from none that can be solved.
    """
    _, solved, failed = lapack.sposv(lower, right, lower=True, overwrite_a=True)
    assert failed == 0, "the kernel is positive definite"
    weights: Matrix = solved
    return weights


def _inverse(kernel: Matrix) -> Matrix:
    """The inverse of a kernel, in the kernel's own memory: there may be gigabytes of it."""
    factor, failed = lapack.spotrf(kernel.T, lower=True, overwrite_a=True)  # .T as LAPACK wants it
    inverse, failed_too = lapack.spotri(factor, lower=True, overwrite_c=True)
    assert failed == failed_too == 0, "the kernel is positive definite"
    whole: Matrix = inverse
    for start in range(0, len(whole), BLOCK):
        end = start + BLOCK
        inner = np.tril(whole[start:end, start:end])
        whole[start:end, start:end] = inner + np.tril(inner, -1).T
        whole[start:end, end:] = whole[end:, start:end].T
    return whole


@dataclass(frozen=True)
class _Judged:
    scores: Array  # a row an example, a column an intent
    nearest: Array  # cosine to the nearest example that was seen
    right: NDArray[np.bool_]


@dataclass(frozen=True)
class _Judge:
    inverse: Matrix
    weights: Matrix
    target: Matrix
    places: Matrix
    owner: NDArray[np.int64]

    @classmethod
    def of(
        cls,
        places: Matrix,
        lexical: sparse.csr_matrix,
        owner: NDArray[np.int64],
        moments: NDArray[np.str_],
        slack: float,
    ) -> "_Judge":
        """From places, lexical vectors, intents and moments of the examples."""
        inverse = _inverse(_kernel(places, lexical, owner, moments, slack))
        target = _targets(owner)
        return cls(inverse, inverse @ target, target, places, owner)

    def without(self, groups: NDArray[np.int64]) -> _Judged:
        """What models say of each group of examples that have not seen that group."""
        scores = np.zeros(self.target.shape)
        nearest = np.zeros(len(groups))
        for group in np.unique(groups):
            block = np.flatnonzero(groups == group)
            inner = self.inverse[np.ix_(block, block)].T  # .T as LAPACK wants it
            scores[block] = self.target[block] - _solved(inner, self.weights[block])
            nearest[block] = self._nearest(block, groups != group)
        return _Judged(scores, nearest, scores.argmax(1) == self.owner)

    def _nearest(self, block: NDArray[np.int64], seen: NDArray[np.bool_]) -> Matrix:
        """The cosine of each example of a block to the nearest of those that were seen."""
        others = self.places[seen].T
        parts = (block[start : start + BLOCK] for start in range(0, len(block), BLOCK))
        return np.concatenate([(self.places[part] @ others).max(1) for part in parts])


def _folds(owner: NDArray[np.int64], random: np.random.Generator) -> NDArray[np.int64]:
    """A fold for each example, every intent spread over all of them."""
    fold = np.zeros(len(owner), dtype=np.int64)
    for intent in np.unique(owner):
        members = random.permutation(np.flatnonzero(owner == intent))
        fold[members] = (np.arange(len(members)) + random.integers(FOLDS)) % FOLDS
    return fold


def _calibrate(
    judge: _Judge, known: _Judged, refused: int, unknown_share: float, random: np.random.Generator
) -> Calibration:
    count, intents = judge.target.shape
    parts = [(known.scores, judge.owner, known.nearest, known.right)]
    for _ in range(ROUNDS):
        group = (random.permutation(intents) % GROUPS)[judge.owner] if intents > GROUPS else judge.owner
        withheld = judge.without(group)
        scores = withheld.scores
        # A withheld intent cannot win: the model has never heard of it.
        for name in np.unique(group):
            scores[np.ix_(group == name, np.unique(judge.owner[group == name]))] = 0
        wrong = scores.argmax(1) != refused
        nobody = np.full(count, -1)
        parts.append((scores[wrong], nobody[wrong], withheld.nearest[wrong], np.zeros(count, bool)[wrong]))
    scores, best, nearest, right = (np.concatenate(column) for column in zip(*parts, strict=True))
    return fit_calibration(scores, best, nearest, right, unknown_share)
