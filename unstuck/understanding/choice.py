"""Which of several options an answer names: by its number, or in words that mean the same."""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping, Sequence

import numpy as np
from numpy.typing import NDArray

from unstuck.understanding.context import Option

Vector = NDArray[np.float32]

LAST = re.compile(r"\b(?:last|final|bottom)\b")
DIGITS = re.compile(r"(?<![\w.,])#?(\d{1,2})(?:st|nd|rd|th)?(?![\w.,]*\d)")
PRONOUN = "one"
MOST_WORDS = 6  # of an answer that names an option by its number
# Cosine from which an answer means the same as an option's words, and how much closer than any other option it has to
# be. Of the replies of data/statements to "What fits best?" these let pass all that choose and none that do not.
ALIKE, CLEARLY = 0.5, 0.08


def by_number(text: str, options: Sequence[Option], numbers: Mapping[str, int]) -> Option | None:
    """The option whose number, or place in the list, a short answer names; None for any other answer."""
    words = re.findall(r"[\w#]+", text.lower())
    if not options or not 0 < len(words) <= MOST_WORDS:
        return None
    lowered = text.lower()
    if LAST.search(lowered):
        return options[-1]
    spoken = [word for word in words if word in numbers]
    if len(spoken) > 1:  # "the second one"
        spoken = [word for word in spoken if word != PRONOUN]
    named = {int(found) for found in DIGITS.findall(lowered)} or {numbers[word] for word in spoken}
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
