"""Mends typos before a message is read: a word that nobody knows becomes the word of the examples it was meant to be.

Two random typos a message take the accuracy on the development messages from 99 to 91 % without this and to 96 % with
it; on banking30 from 93 to 87 and to 92 %. Clean messages lose nothing.
"""

import re
from collections import defaultdict
from collections.abc import Collection

from rapidfuzz import process
from rapidfuzz.distance import OSA, JaroWinkler

WORD = re.compile(r"[^\W\d_]+")
VOWELS = re.compile(r"[aeiouy]+")
SHORTEST = 4  # letters of a word that is mended, or one less for two letters in the wrong order: "teh"
LONG = 9  # letters from which two typos are forgiven, if the first letter stands
MOST_WORDS = 30  # unknown ones in a message that are looked up: more is gibberish, and costs time
ENDINGS = ("s", "es", "d", "ed", "ing", "ly", "er", "y", "in")


class Spelling:
    """Mends words by a list of right ones."""

    def __init__(
        self,
        right: Collection[str],
        known: Collection[str],
        seen: Collection[str] = (),
        common: Collection[str] = (),
        shortest: int = SHORTEST,
    ) -> None:
        """All in small letters.

        Args:
            right: words that a typo may have meant.
            known: words that are no typos.
            seen: words of the examples: those are typos by which a common word may have been meant.
            common: words that very many examples have, so that some have them with a typo.
            shortest: as `SHORTEST`, which is for a language of which most words are known.
        """
        self._shortest = shortest
        self._common = frozenset(common)
        self._known = self._common.union(known)
        self._seen = frozenset(seen).union(right) - self._known
        self._right = self._common.union(right)
        self._stems = self._known | self._right
        self._by_length: dict[int, list[str]] = defaultdict(list)
        self._by_sound: dict[str, list[str]] = defaultdict(list)
        for word in self._right:
            if len(word) >= shortest:
                self._by_length[len(word)].append(word)
                self._by_sound[_sound(word)].append(word)

    def mend(self, text: str) -> str:
        """The text with each unknown word replaced by the known word that is one or two typos away, if there is one."""
        looked_up = 0

        def mended(match: re.Match[str]) -> str:
            nonlocal looked_up
            word = match[0].lower()
            if len(word) < self._shortest - 1 or self._is_known(word) or looked_up == MOST_WORDS:
                return match[0]
            looked_up += 1
            meant = self._meant(word)
            return meant if meant and (word not in self._seen or meant in self._common) else match[0]

        return WORD.sub(mended, text)

    def _is_known(self, word: str) -> bool:
        stems = [word.removesuffix(ending) for ending in ENDINGS if word.endswith(ending)]
        return word in self._known or any(len(stem) >= SHORTEST - 1 and stem in self._stems for stem in stems)

    def _meant(self, word: str) -> str | None:
        swaps = _swaps(word)
        if len(word) < self._shortest:
            return min(swaps & self._right, key=lambda right: (right[0] != word[0], right), default=None)
        typos = 2 if len(word) >= LONG else 1
        lengths = range(len(word) - typos, len(word) + typos + 1)
        near = [right for length in lengths for right in self._by_length[length] if right != word]
        # pyrefly: ignore[no-matching-overload]  # by its types rapidfuzz would not take its own scorer
        matches = process.extract(word, near, scorer=OSA.distance, score_cutoff=typos, limit=5)
        found = {right: distance for right, distance, _ in matches if distance < 2 or right[0] == word[0]}
        alike = [right for right in self._by_sound.get(_sound(word), ()) if right != word]
        # Of equally distant ones a swap of two letters, then one that sounds alike, then that which keeps the typed
        # beginning: "agen" is "again" before "agent", and "wich" is "which" before "with".
        key = {
            right: (distance, right not in swaps, right not in alike, -JaroWinkler.similarity(word, right))
            for right, distance in (found | dict.fromkeys(alike, 1)).items()
        }
        return min(key, key=lambda right: key[right], default=None)


def _sound(word: str) -> str:
    """A word as it roughly sounds: its first letter, and whichever vowels it has are one."""
    return word[:1] + VOWELS.sub("a", word[1:])


def _swaps(word: str) -> set[str]:
    return {f"{word[:place]}{word[place + 1]}{word[place]}{word[place + 2 :]}" for place in range(len(word) - 1)} - {
        word
    }
