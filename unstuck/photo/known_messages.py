"""Find a known message in text that was read from a screenshot, with the mistakes that such reading makes."""

import unicodedata
from collections.abc import Iterable
from difflib import SequenceMatcher

from rapidfuzz import fuzz
from rapidfuzz.distance import LCSseq

# At least this much of a message has to be there; 0.85 forgives about one wrong letter in six.
_ENOUGH = 0.85
# A longer word may be misread in one letter of three; a shorter one ("not") has to be right, as it turns meanings.
_ENOUGH_OF_WORD = 0.66
_SHORT_WORD = 3
# Letters before and behind the place where a message was found, within which its words may lie.
_MARGIN = 2
# A message that says more wins over one that fits this much better: an alert often ends in a general remark.
_AS_GOOD = 0.1
# A part of a message is at least this share of it, without a mistake in between.
_PART = 0.3
# Signs that look alike count as one.
_ALIKE = str.maketrans({"0": "o", "1": "l", "i": "l", "|": "l", "!": "l", "5": "s", "8": "b"})


def match_alert(text: str, candidates: Iterable[str]) -> tuple[str, float] | None:
    """The message that `text` contains.

    Spaces, case, punctuation, accents and other scripts' digits make no difference.

    Args:
        text: what was read, all of it.
        candidates: known messages.

    Returns:
        The message and how well it fits, up to 1; None when no message fits well enough. Of several that fit about
        equally well the longest, which says most.
    """
    read = _letters(text)
    fits = [(candidate, score) for candidate in candidates if (score := _score(candidate, read)) >= _ENOUGH]
    if not fits:
        return None
    best = max(score for _, score in fits)
    return max((fit for fit in fits if fit[1] >= best - _AS_GOOD), key=lambda fit: (len(_letters(fit[0])), fit[1]))


def may_be_part(text: str, candidates: Iterable[str]) -> bool:
    """Whether so much of a message stands in a text that the rest of it may stand beside."""
    read = _letters(text)
    return any(
        _longest_common(_letters(candidate), read) >= _PART * len(_letters(candidate)) for candidate in candidates
    )


def _longest_common(one: str, other: str) -> int:
    """The length of the longest stretch that both have."""
    return SequenceMatcher(None, one, other, autojunk=False).find_longest_match().size


def _score(candidate: str, read: str) -> float:
    """How well the place of `read` that fits best fits, 0 to 1; 0 when a word of the message is missing there."""
    wanted = _letters(candidate)
    if not wanted or not read:
        return 0.0
    score, window = fuzz.ratio(wanted, read) / 100, read
    if len(read) > len(wanted):
        found = fuzz.partial_ratio_alignment(wanted, read)
        if found is None:
            return 0.0
        score, window = found.score / 100, read[max(0, found.dest_start - _MARGIN) : found.dest_end + _MARGIN]
    return score if _holds_every_word(window, candidate, wanted) else 0.0


def _holds_every_word(window: str, candidate: str, wanted: str) -> bool:
    matched = {
        block.a + offset
        for block in LCSseq.editops(wanted, window).as_matching_blocks()
        for offset in range(block.size)
    }
    start = 0
    for word in map(_letters, candidate.split()):
        share = len(matched & set(range(start, start + len(word)))) / max(1, len(word))
        if word and share < (1 if len(word) <= _SHORT_WORD else _ENOUGH_OF_WORD):
            return False
        start += len(word)
    return True


def _letters(text: str) -> str:
    """Letters and digits alone, in one case and one script of digits, lookalikes made equal."""
    plain = unicodedata.normalize("NFKD", text).casefold()
    return "".join(_sign(sign) for sign in plain if sign.isalnum() or sign in "|!").translate(_ALIKE)


def _sign(sign: str) -> str:
    digit = unicodedata.digit(sign, None)
    return sign if digit is None else str(digit)
