"""Which of several options an answer names: by its number, or in words that mean the same."""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from unstuck.understanding.context import Option

Vector = NDArray[np.float32]

DIGITS = re.compile(r"(?<![\w.,])#?(\d{1,2})(?:st|nd|rd|th)?(?![\w.,]*\d)")
# Of an answer that names an option by its number; letters where words are not parted by spaces.
MOST_WORDS, MOST_LETTERS = 6, 12
MOST_BESIDE_PRONOUN = 2  # words of an answer in which the pronoun is a number: "option one"
# Cosine from which an answer means the same as an option's words, and how much closer than any other option it has to
# be. Of the replies of data/statements to "What fits best?" these let pass all that choose and none that do not.
ALIKE, CLEARLY = 0.5, 0.08


@dataclass(frozen=True)
class Counting:
    """How one of several is named in a language.

    Args:
        numbers: words for numbers and places, and what they stand for.
        last: words for the last of several.
        pronoun: a word for a number that stands for any thing as well: "the second one".
        spaces: whether words are parted by spaces.
    """

    numbers: Mapping[str, int]
    last: frozenset[str]
    pronoun: str = ""
    spaces: bool = True


def by_number(text: str, options: Sequence[Option], counting: Counting) -> Option | None:
    """The option whose number, or place in the list, a short answer names; None for any other answer."""
    words = re.findall(r"[\w#]+", text.lower())
    if not options or not 0 < len(words) <= MOST_WORDS:
        return None
    lowered = text.lower()
    if not counting.spaces:
        if len(text) > MOST_LETTERS:
            return None
        words = [word for word in (*counting.last, *counting.numbers) if word in lowered]
    if not counting.last.isdisjoint(words):
        return options[-1]
    spoken = [word for word in words if word in counting.numbers]
    if len(spoken) > 1 or len(words) > MOST_BESIDE_PRONOUN:  # "the second one", "it's this one picture"
        spoken = [word for word in spoken if word != counting.pronoun]
    named = {int(found) for found in DIGITS.findall(lowered)} or {counting.numbers[word] for word in spoken}
    places = [place for place in named if 1 <= place <= len(options)]
    return options[places[0] - 1] if len(places) == 1 else None


def by_meaning(vector: Vector, options: Sequence[Option], embed: Callable[[str], Vector]) -> Option | None:
    """The option that an answer means, by its vector; None when it is none of them, or could be two."""
    if not options:
        return None
    likeness = [float(vector @ embed(option.words)) for option in options]
    order = sorted(range(len(options)), key=lambda place: -likeness[place])
    best = order[0]
    clear = len(order) == 1 or likeness[best] - likeness[order[1]] >= CLEARLY
    return options[best] if likeness[best] >= ALIKE and clear else None
