"""Entries that are marked by a letter or a number in a circle, as the lists that they are."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Sequence

from unstuck.drafting.shape import Part
from unstuck.drafting.tree import Item, Listing, Paragraph

_MARK = re.compile(r"(?:\(?([a-z])\)\s+|([①-⑳])\s*)(?=\S)")


def listed(parts: Sequence[Part]) -> list[Part]:
    """The parts, with paragraphs and lines that are marked `a)`, `b)` or `①`, `②` from the first on as lists."""
    found: list[Part] = []
    run: list[tuple[str, int]] = []
    for part in [*parts, None]:
        lines = part.text.split("\n") if isinstance(part, Paragraph) else []
        follows = [len(run) + 1 + place for place in range(len(lines))]
        if isinstance(part, Paragraph) and list(map(_ordinal, lines)) == follows:
            run += [(line, part.line) for line in lines]
            continue
        found += _list(run)
        run = []
        if isinstance(part, Paragraph) and list(map(_ordinal, lines)) == list(range(1, len(lines) + 1)):
            run = [(line, part.line) for line in lines]
        elif part is not None:
            found.append(part)
    return found


def _list(run: Sequence[tuple[str, int]]) -> list[Part]:
    """Marked lines as one list; a lone one is no list."""
    if len(run) < 2:
        return [Paragraph(text, line) for text, line in run]
    items = (Item((Paragraph(_MARK.sub("", text, count=1), line),), line) for text, line in run)
    return [Listing(tuple(items), True, 1, run[0][1])]


def _ordinal(line: str) -> int:
    """The number that a line is marked with, 0 for none."""
    found = _MARK.match(line)
    if not found:
        return 0
    letter, circled = found.groups()
    return ord(letter) - ord("a") + 1 if letter else int(unicodedata.numeric(circled))
