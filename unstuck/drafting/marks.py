"""Entries that are marked by a letter, a number or a sign in running text, as the lists that they are."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Sequence
from dataclasses import replace
from itertools import chain

from unstuck.drafting.shape import Part
from unstuck.drafting.tree import Item, Listing, Paragraph

_MARK = re.compile(r"(?:\(?([a-z])\)\s+|([①-⑳])\s*|(?:Step )?(\d{1,2})[.):]\s+|([•●▪◦‣✓✔→➡–-])\s+)(?=\S)")


def listed(parts: Sequence[Part]) -> list[Part]:
    """The parts, with paragraphs and lines that are marked `a)`, `b)` or `①`, `②` from the first on as lists."""
    found: list[Part] = []
    run: list[tuple[str, int]] = []
    for part in [*chain.from_iterable(map(_parted, parts)), None]:
        lines = part.text.split("\n") if isinstance(part, Paragraph) else []
        follows = [len(run) + 1 + place for place in range(len(lines))]
        if isinstance(part, Paragraph) and list(map(_ordinal, lines)) == follows:
            run += [(line, part.line) for line in lines]
            continue
        found += _list(run)
        run = []
        if isinstance(part, Paragraph) and list(map(_ordinal, lines)) == list(range(1, len(lines) + 1)):
            run = [(line, part.line) for line in lines]
        elif isinstance(part, Paragraph) and len(lines) > 1 and all(map(_is_signed, lines)):
            found += _list([(line, part.line) for line in lines], ordered=False)
        elif part is not None:
            found.append(part)
    return found


def _parted(part: Part) -> list[Part]:
    """A paragraph without the marked lines that it ends with, and those."""
    lines = part.text.split("\n") if isinstance(part, Paragraph) else []
    begin = next((n for n, line in enumerate(lines) if _ordinal(line) == 1 or _is_signed(line)), 0)
    if not isinstance(part, Paragraph) or not begin or len(lines) - begin < 2:
        return [part]
    return [replace(part, text="\n".join(some)) for some in (lines[:begin], lines[begin:])]


def _is_signed(line: str) -> bool:
    found = _MARK.match(line)
    return bool(found and found.group(4))


def _list(run: Sequence[tuple[str, int]], ordered: bool = True) -> list[Part]:
    """Marked lines as one list; a lone one is no list."""
    if len(run) < 2:
        return [Paragraph(text, line) for text, line in run]
    items = (Item((Paragraph(_MARK.sub("", text, count=1), line),), line) for text, line in run)
    return [Listing(tuple(items), ordered, 1, run[0][1])]


def _ordinal(line: str) -> int:
    """The number that a line is marked with, 0 for none."""
    found = _MARK.match(line)
    if not found:
        return 0
    letter, circled, number, _ = found.groups()
    if letter:
        return ord(letter) - ord("a") + 1
    return int(number or 0) or (int(unicodedata.numeric(circled)) if circled else 0)
