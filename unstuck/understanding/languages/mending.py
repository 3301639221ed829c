"""Mends how a word is written in a language: without its accents, with other letters for them, or with a typo.

What was learned from words with their marks is not recognised without them: much Turkish is typed so.
"""

from __future__ import annotations

import re
from collections.abc import Mapping

from unstuck.understanding.languages.writing import forms
from unstuck.understanding.spelling import Spelling

WORD = re.compile(r"[^\W\d_]+")
USUAL = 3  # times as often as a word without its marks the one with them has to be written, for it to be meant
SHORTEST = 6  # letters of a word whose typos are mended: the examples hold too few of a language's words to know typos
RIGHT = 2  # times in the examples from which a word is no typo itself


class Mender:
    """Mends the words of one language.

    Args:
        counts: how often each word stands in the examples.
        written: letters that are written otherwise as well, and how: Turkish ı as i, German ü as ue.
    """

    def __init__(self, counts: Mapping[str, int], written: Mapping[str, str]) -> None:
        self._counts = counts
        self._meant: dict[str, str] = {}
        for word in sorted(counts, key=lambda one: (-counts[one], one)):
            for form in forms(word, written):
                self._meant.setdefault(form, word)
        self._written = written
        right = [word for word, count in counts.items() if count >= RIGHT]
        self._spelling = Spelling(right, counts.keys(), shortest=SHORTEST)

    def mend(self, text: str) -> str:
        """The text with each word as it is most often written in the examples."""
        return self._spelling.mend(WORD.sub(self._usual, text))

    def _usual(self, match: re.Match[str]) -> str:
        word = match[0].lower()
        meant = (self._meant[form] for form in (word, *forms(word, self._written)) if form in self._meant)
        best = next(meant, word)
        return best if self._counts.get(best, 0) > USUAL * self._counts.get(word, 0) else match[0]
