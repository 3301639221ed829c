"""Sizes, times and counts with their units, and the limits that they set."""

from __future__ import annotations

import math
import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

from unstuck.drafting.sentences import sentences
from unstuck.drafting.vocabulary import vocabulary

_WORDS: dict[str, float] = {
    "a": 1,
    "an": 1,
    "one": 1,
    "two": 2,
    "three": 3,
    "four": 4,
    "five": 5,
    "six": 6,
    "seven": 7,
    "eight": 8,
}
_WORDS |= {"nine": 9, "ten": 10, "twelve": 12, "once": 1, "twice": 2, "half an": 0.5}
_COUNT = rf"(\d+(?:[.,]\d+)?|{'|'.join(sorted(_WORDS, key=len, reverse=True))})"
_BYTES = {"kb": 10**3, "mb": 10**6, "gb": 10**9, "kilobyte": 10**3, "megabyte": 10**6, "gigabyte": 10**9}
_HOURS = {"minute": 1 / 60, "min": 1 / 60, "hour": 1.0, "day": 24.0, "week": 168.0}

_SIZE = re.compile(r"(\d+(?:[.,]\d+)?)[\s-]?([KMG]B|kilobyte|megabyte|gigabyte)s?\b", re.IGNORECASE)
_MOST = re.compile(
    r"\b(?:larger|bigger|more|greater|higher) than|\b(?:over|above|exceed\w*|up to|at most|max(?:imum)?\b.*"
    r"|limit\b.*)\s*(?:about|around|roughly|of|is)?\s*$",
    re.IGNORECASE,
)
_SIDES = re.compile(r"\b(\d{2,5})\s*[x×*]\s*(\d{2,5})\b|\b(\d{2,5})\s*by\s*(\d{2,5})\s*(?:px|pixels?)", re.IGNORECASE)
_WAIT = re.compile(
    rf"\bwait(?:ing|s)?\b[^.]{{0,30}}?\b{_COUNT}\s*(?:full )?(minute|min|hour|day|week)s?\b"
    rf"|\b(?:again|back|retry|later) (?:after|in|within) (?:about |up to |at least |another )?{_COUNT}\s*"
    r"(minute|hour|day|week)s?\b",
    re.IGNORECASE,
)
_PER_DAY = re.compile(
    rf"\b{_COUNT}\s*(?:times|changes|tries|attempts|uploads|requests|\w+s)?\s*"
    r"(?:in (?:a|one|any|the same) day|(?:a|per|each|every) day|daily|(?:in|within|per|every) 24 hours)",
    re.IGNORECASE,
)
_BAD = re.compile(
    r"\b(?:fail|avoid|not|n't|n’t|never|reject|refus|unsupported|instead of|corrupt|problem)", re.IGNORECASE
)
_ANY = re.compile(
    rf"(?:\b\d{{2,5}}\s*[x×]\s*\d{{2,5}}(?:\s*(?:px|pixels?))?)|\b{_COUNT}[\s-]?(?:[KMGT]B|[KMG]bps|bytes?|kilobytes?|megabytes?"
    r"|gigabytes?|px|pixels?|megapixels?|seconds?|minutes?|hours?|days?|weeks?|months?|times|percent|characters?|digits?"
    r"|letters?|devices?|attempts?|tries|[GMk]?Hz|dpi|mAh|volts?|watts?|meters?|metres?|feet)\b|\b\d+(?:[.,]\d+)?\s?[%°]",
    re.IGNORECASE,
)


@dataclass(frozen=True)
class PictureLimits:
    """What the text says of pictures: formats, the side in pixels, sizes in bytes (10^6 a megabyte); 0 is not said."""

    formats: tuple[str, ...]
    most_bytes: int
    advised_bytes: int
    side: int
    square: bool

    @property
    def complete(self) -> bool:
        """Whether it says enough to judge a picture by."""
        return bool(self.formats and self.most_bytes and self.advised_bytes and self.side)


def picture_limits(texts: Sequence[str]) -> PictureLimits:
    """The limits for pictures that sentences set."""
    told = [sentence for text in texts for sentence in sentences(text)]
    most: list[int] = []
    advised: list[int] = []
    for sentence in told:
        for found in _SIZE.finditer(sentence):
            size = round(float(found.group(1).replace(",", ".")) * _BYTES[found.group(2).lower()])
            (most if _MOST.search(sentence[: found.start()]) else advised).append(size)
    sides = [int(side) for sentence in told for pair in _SIDES.findall(sentence) for side in pair if side]
    return PictureLimits(
        formats=tuple(dict.fromkeys(_formats(told))),
        most_bytes=max(most, default=max(advised, default=0)),
        advised_bytes=min(advised, default=min(most, default=0)),
        side=max(sides, default=0),
        square=any(re.search(r"\bsquare\b", sentence, re.IGNORECASE) for sentence in told),
    )


def _formats(told: Sequence[str]) -> Iterator[str]:
    """The formats that sentences recommend; those that they warn of are not among them."""
    names: Mapping[str, str] = vocabulary().formats
    for sentence in told:
        if not _BAD.search(sentence):
            for word in re.findall(r"\b[A-Za-z]{3,4}\b", sentence):
                if word.lower() in names and word.isupper():
                    yield names[word.lower()]


def wait_hours(text: str) -> int | None:
    """How long to wait, in hours, rounded up; the longest time that the text names."""
    hours = []
    for found in _WAIT.finditer(text):
        count, unit = found.group(1) or found.group(3), found.group(2) or found.group(4)
        hours.append(_number(count) * _HOURS[unit.lower()])
    return max(1, math.ceil(max(hours))) if hours else None


def most_per_day(text: str) -> int | None:
    """How often a day at most."""
    found = _PER_DAY.search(text)
    return max(1, int(_number(found.group(1)))) if found else None


def quantities(text: str) -> list[str]:
    """Every number with a unit, as written."""
    return [found.group().strip() for found in _ANY.finditer(text) if not re.match(r"an? ", found.group(), re.I)]


def _number(text: str) -> float:
    return float(_WORDS.get(text.lower(), 0)) or float(text.replace(",", "."))
