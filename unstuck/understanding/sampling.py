"""Which examples of a training are judged by a model that has not seen them."""

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray


@dataclass(frozen=True)
class Judged:
    """Up to `all` examples all are judged, two minutes of one core; of more, `most`, which takes half a minute.

    Those are judged by a model that has seen fewer: on the project's own, 91 in place of 93 of 100 are right, and what
    confidence is learned from that is as much too low.
    """

    all: int = 24_000
    most: int = 12_000


JUDGED = Judged()


def sample_of(owner: NDArray[np.int64], judged: Judged, random: np.random.Generator) -> NDArray[np.int64]:
    """Which examples are judged: all, or the same share of each intent, with two of each at the least."""
    if len(owner) <= judged.all:
        return np.arange(len(owner))
    share = judged.most / len(owner)
    members = (np.flatnonzero(owner == intent) for intent in np.unique(owner))
    chosen = [random.permutation(own)[: max(2, int(share * len(own)))] for own in members]
    return np.sort(np.concatenate(chosen))
