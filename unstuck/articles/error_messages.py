"""The error messages that articles know, found in a text: typed by a person, or read from a screenshot.

Both make mistakes. Letters alone are compared, so that spaces, case, punctuation, accents and other scripts' digits
make no difference, and signs that look alike count as one.
"""

import unicodedata
from collections.abc import Iterable
from dataclasses import dataclass
from difflib import SequenceMatcher

from rapidfuzz import fuzz
from rapidfuzz.distance import LCSseq

# Letters before and behind the place where a message was found, within which its words may lie.
_MARGIN = 2
# A message that says more wins over one that fits this much better: an alert often ends in a general remark.
_AS_GOOD = 0.1
# A part of a message is at least this share of it, without a mistake in between.
_PART = 0.3
_SHORT_WORD = 3
# Signs that look alike count as one.
_ALIKE = str.maketrans({"0": "o", "1": "l", "i": "l", "|": "l", "!": "l", "5": "s", "8": "b"})


@dataclass(frozen=True)
class Mistakes:
    """What is forgiven.

    Args:
        enough: at least this share of a message has to be there.
        of_word: and this share of each word in it.
        of_short_word: of one with three letters at most.
    """

    enough: float
    of_word: float
    of_short_word: float


# A reader takes one letter in six for another, and one in three of a word; but "not" has to be right, as it turns
# meanings.
READ = Mistakes(enough=0.85, of_word=0.66, of_short_word=1)
# People leave out letters and change their order, also in short words; what differs more are words of their own:
# "profile foto update failed" and "profle photo updte faild" have 0.94, "photo wont save" 0.85.
TYPED = Mistakes(enough=0.9, of_word=0.5, of_short_word=0)


@dataclass(frozen=True)
class Quote:
    """A message that was found: as the article has it, where it stands in the text, and how well it fits, up to 1."""

    message: str
    start: int
    end: int
    score: float


class ErrorMessages:
    """Finds some messages."""

    def __init__(self, messages: Iterable[str]) -> None:
        self._messages = {message: _letters(message)[0] for message in messages}

    def find(self, text: str, mistakes: Mistakes) -> tuple[Quote, ...]:
        """The messages in a text, none overlapping another: those that fit best first, and of several that fit about
        equally well the longest, which says most."""
        read, places = _letters(text)
        fits = [
            (_quote(message, text, places, *fit), len(wanted))
            for message, wanted in self._messages.items()
            if (fit := _fit(message, wanted, read, mistakes))
        ]
        best = max((quote.score for quote, _ in fits), default=0.0)
        fits.sort(key=lambda fit: (fit[0].score >= best - _AS_GOOD, fit[1], fit[0].score), reverse=True)
        quotes: list[Quote] = []
        for quote, _ in fits:
            if not any(quote.start < other.end and other.start < quote.end for other in quotes):
                quotes.append(quote)
        return tuple(quotes)

    def may_have_part(self, text: str) -> bool:
        """Whether so much of a message stands in a text that the rest of it may stand beside."""
        read, _ = _letters(text)
        return any(_longest_common(wanted, read) >= _PART * len(wanted) for wanted in self._messages.values())


def _longest_common(one: str, other: str) -> int:
    """The length of the longest stretch that both have."""
    return SequenceMatcher(None, one, other, autojunk=False).find_longest_match().size


def _fit(message: str, wanted: str, read: str, mistakes: Mistakes) -> tuple[float, int, int] | None:
    """How well the place of `read` that fits best fits, and its first and last letter; None where nothing fits."""
    if not wanted or len(read) < len(wanted) * mistakes.enough:
        return None
    if len(read) <= len(wanted):
        score, start, end = fuzz.ratio(wanted, read) / 100, 0, len(read)
    elif found := fuzz.partial_ratio_alignment(wanted, read, score_cutoff=100 * mistakes.enough):
        score, start, end = found.score / 100, found.dest_start, found.dest_end
    else:
        return None
    if score < mistakes.enough:
        return None
    around = _common(wanted, read[max(0, start - _MARGIN) : end + _MARGIN])
    if not _holds_every_word(message, {mine for mine, _ in around}, mistakes):
        return None
    inside = [theirs for _, theirs in _common(wanted, read[start:end])]  # beside it letters are like some by chance
    return score, start + inside[0], start + inside[-1]


def _common(one: str, other: str) -> list[tuple[int, int]]:
    """The places in both of the letters that both have in one order, as many as there can be."""
    blocks = LCSseq.editops(one, other).as_matching_blocks()
    return [(block.a + offset, block.b + offset) for block in blocks for offset in range(block.size)]


def _holds_every_word(message: str, there: set[int], mistakes: Mistakes) -> bool:
    """Whether enough of each word is among the letters of the message that are there."""
    start = 0
    for word in (_letters(word)[0] for word in message.split()):
        share = len(there & set(range(start, start + len(word)))) / max(1, len(word))
        if word and share < (mistakes.of_short_word if len(word) <= _SHORT_WORD else mistakes.of_word):
            return False
        start += len(word)
    return True


def _quote(message: str, text: str, places: list[int], score: float, first: int, last: int) -> Quote:
    """The quotation in whole words of the text."""
    start, end = places[first], places[last] + 1
    while start > 0 and text[start - 1].isalnum():
        start -= 1
    while end < len(text) and text[end].isalnum():
        end += 1
    return Quote(message, start, end, score)


def _letters(text: str) -> tuple[str, list[int]]:
    """Letters and digits alone, in one case and one script of digits, lookalikes made equal; and their places."""
    found = [
        (_sign(sign), place)
        for place, whole in enumerate(text)
        for sign in unicodedata.normalize("NFKD", whole).casefold()
        if sign.isalnum() or sign in "|!"
    ]
    return "".join(sign for sign, _ in found).translate(_ALIKE), [place for _, place in found]


def _sign(sign: str) -> str:
    digit = unicodedata.digit(sign, None)
    return sign if digit is None else str(digit)
