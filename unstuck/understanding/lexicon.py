"""TF-IDF of words and of character sequences: what a message says letter by letter, beside what it means.

The sentence encoder alone is not robust to typos and blind to words it has never seen; this is its counterweight.
"""

import math
import re
import unicodedata
from collections import Counter
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from functools import cached_property, lru_cache
from itertools import chain, pairwise

import numpy as np
from numpy.typing import NDArray

MOST_CHARACTERS = 1_000  # of a message that are read; the rest of a longer one adds nothing but time
WORD = re.compile(r"[^\W_]+(?:'[^\W_]+)*|[^\w\s]")
BORDER = "\t"  # of a word in character sequences; it also keeps them apart from the words
NGRAMS = range(3, 5)  # lengths of character sequences within a word and its borders; 2 and 5 add time, no accuracy
# How much a block's cosine weighs beside the meaning's kernel, whose greatest value is 1. By cross-validation on the
# project's own data 0.15 is as good, nothing costs 1.3 points and 0.5 costs 0.8.
WORD_WEIGHT = 0.25
CHARACTER_WEIGHT = 0.25


@dataclass(frozen=True)
class Lexicon:
    """Known features and their inverse document frequencies, in one order."""

    features: tuple[str, ...]
    idf: NDArray[np.float32]

    @classmethod
    def fit(cls, texts: Sequence[str], least: int = 1) -> "Lexicon":
        """Every feature that at least so many of the texts have; a rare one weighs more."""
        frequency: Counter[str] = Counter()
        for text in texts:
            tokens = words(text)
            frequency.update({*tokens, *_pairs(tokens), *chain.from_iterable(map(_sequences, tokens))})
        features = tuple(sorted(feature for feature, count in frequency.items() if count >= least))
        idf = [_idf(frequency[feature], len(texts)) for feature in features]
        return cls(features, np.array(idf, dtype=np.float32))

    def vector(self, text: str) -> tuple[NDArray[np.int64], NDArray[np.float32]]:
        """The text as a sparse vector: places and values. The product of two vectors is their weighted likeness."""
        tokens = words(text)
        called = [self._place[name] for name in chain(tokens, _pairs(tokens)) if name in self._place]
        spelt = chain.from_iterable(map(self._spelt, tokens))
        rarity = self._rarity
        places: list[int] = []
        values: list[float] = []
        for features, weight in ((called, WORD_WEIGHT), (spelt, CHARACTER_WEIGHT)):
            counts = Counter(features)
            raw = [(1 + math.log(count)) * rarity[place] for place, count in counts.items()]
            scale = math.sqrt(weight) / (math.sqrt(sum(value * value for value in raw)) or 1.0)
            places += counts
            values += [value * scale for value in raw]
        return np.array(places, dtype=np.int64), np.array(values, dtype=np.float32)

    def frequent(self, least: int, texts: int) -> frozenset[str]:
        """The words that at least so many of the texts have, whose number is `texts`."""
        rarest = _idf(least, texts) + 1e-4
        return frozenset(word for word in self.words if self.idf[self._place[word]] <= rarest)

    @cached_property
    def words(self) -> frozenset[str]:
        """The single words among the features."""
        return frozenset(feature for feature in self.features if " " not in feature and BORDER not in feature)

    @cached_property
    def _place(self) -> dict[str, int]:
        return {feature: place for place, feature in enumerate(self.features)}

    @cached_property
    def _rarity(self) -> list[float]:
        rarity: list[float] = self.idf.tolist()  # single numbers are slow to get out of an array
        return rarity

    @cached_property
    def _spelt(self) -> Callable[[str], tuple[int, ...]]:
        """The places of the known character sequences of a word. The same few words make up most of what is said."""

        @lru_cache(10_000)
        def places(word: str) -> tuple[int, ...]:
            return tuple(self._place[sequence] for sequence in _sequences(word) if sequence in self._place)

        return places


def _idf(frequency: int, texts: int) -> float:
    return 1 + math.log((1 + texts) / (1 + frequency))


def words(text: str) -> list[str]:
    """The words, numbers and signs of a text, in small letters."""
    return WORD.findall(plain(text))


def plain(text: str) -> str:
    """Small letters, straight quotes, one form of each character and emoji, the first `MOST_CHARACTERS`."""
    return unicodedata.normalize("NFKC", text[:MOST_CHARACTERS]).replace("’", "'").replace("\ufe0f", "").lower()


def _pairs(tokens: Sequence[str]) -> Iterator[str]:
    return (f"{one} {two}" for one, two in pairwise(tokens))


def _sequences(word: str) -> Iterator[str]:
    bordered = f"{BORDER}{word}{BORDER}"
    for length in NGRAMS:
        for start in range(max(1, len(bordered) - length + 1)):
            yield bordered[start : start + length] + BORDER
