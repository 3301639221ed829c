"""What the readers of plain text, Markdown and HTML hand on: one flat list of blocks, each line with its number."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from enum import StrEnum


class Kind(StrEnum):
    """The kinds of block. An aside is text around the article: menus, footers, descriptions of pictures."""

    HEADING = "heading"
    PARAGRAPH = "paragraph"
    ITEM = "item"
    TABLE = "table"
    ASIDE = "aside"


@dataclass(frozen=True)
class Line:
    """A line as a reader sees it, with labels between `**`; `number` is that of its first line in the file, from 1."""

    text: str
    number: int


@dataclass(frozen=True)
class Row:
    """One row of a table, and the line it begins on."""

    cells: tuple[str, ...]
    number: int


@dataclass(frozen=True, eq=False)
class Block:
    """One heading, paragraph, list item or table. Two with the same words are still two.

    `level` is a heading's from 1, or None where the text does not show it, and an item's depth in its lists from 0.
    `ordered` is whether the item has a number or letter; `starts` whether it begins a list. The first row of a table
    is its header. A heading is `tight` where its text follows on the very next line.
    """

    kind: Kind
    lines: tuple[Line, ...]
    level: int | None = None
    ordered: bool = False
    starts: bool = False
    tight: bool = False
    rows: tuple[Row, ...] = ()

    @property
    def text(self) -> str:
        """All lines as one."""
        return " ".join(line.text for line in self.lines)

    @property
    def number(self) -> int:
        """The line of the file on which it begins."""
        return self.lines[0].number if self.lines else self.rows[0].number


@dataclass(frozen=True)
class Source:
    """A text that was read.

    `visible` is, for each line of the file on which a reader sees text, that text; it is what nothing may be lost of.
    `title` and `address` are what the file's head says of them, if anything.
    """

    name: str
    blocks: tuple[Block, ...]
    visible: dict[int, str] = field(hash=False)
    title: str = ""
    address: str = ""


def paragraph(text: str, number: int) -> Block:
    """A paragraph of one line."""
    return Block(Kind.PARAGRAPH, (Line(text, number),))


def heading(text: str, number: int, level: int | None = None) -> Block:
    """A heading."""
    return Block(Kind.HEADING, (Line(text, number),), level)


def bare(text: str) -> str:
    """Text without the marks of labels, and with single spaces."""
    return " ".join(text.replace("**", "").split())


def is_title_case(text: str) -> bool:
    """Whether all longer words begin with a capital letter, as in a headline."""
    words = [word for word in re.findall(r"[A-Za-z][\w'’-]*", text) if len(word) > 3]
    return bool(words) and all(word[0].isupper() for word in words)


def unwrapped(lines: Sequence[Line], width: int) -> Iterator[Line]:
    """Lines that were broken only to fit `width` characters, joined; breaks that somebody meant stay."""
    joined: Line | None = None
    last = ""
    for line in lines:
        if joined and is_wrapped(last, line.text, width):
            joined = Line(f"{joined.text} {line.text}", joined.number)
        else:
            if joined:
                yield joined
            joined = line
        last = line.text
    if joined:
        yield joined


_WIDEST = 110
_FIELD = re.compile(r"[A-Z][a-z-]+: ")  # such as `Product: Lamp`
# What a list item begins with where it stands as text: a sign, a number or a letter.
MARKER = re.compile(r"(?:[-=]>|[-–—*+•●○◦‣▪■►✓✔☐]|\(?(?:\d{1,2}|[a-zA-Z]|[ivx]{2,4})[.):\]])\s+(?=\S)")


def is_wrapped(line: str, following: str, width: int) -> bool:
    """Whether `following` would stand on `line` if there were room: nothing ends, and its first word does not fit.

    Wider lines than _WIDEST characters are paragraphs on a line each, not broken ones; no editor breaks so late.
    """
    if not line or not following or MARKER.match(following) or _FIELD.match(following):
        return False
    if width > _WIDEST:
        return following[0].islower() and not re.search(r"[.!?:]\W*$", line)
    if following[0].islower() or line.endswith(","):
        return True
    return len(line) + 1 + len(following.split()[0]) > width and not re.search(r"[.!?:]\W*$", line)
