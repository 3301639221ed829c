"""A page as a tree, whatever it was written in: sections with paragraphs, lists, tables, code, notes and tabs.

Texts hold labels between `**`, links as `[words](https://address)` and pictures, in their places. Every part knows the
line of the file that it begins on, counted from 1.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass


@dataclass(frozen=True)
class Heading:
    """What stands above others until the next of its level or higher; `level` 1 is the page's title."""

    text: str
    level: int
    line: int


@dataclass(frozen=True)
class Paragraph:
    """Running text. A line break in it is one that the page asks for."""

    text: str
    line: int


@dataclass(frozen=True)
class Picture:
    """A picture that stands alone, as the words that take its place in a text."""

    text: str
    line: int


@dataclass(frozen=True)
class Code:
    """Commands, or what a program prints; its lines stay as they are."""

    text: str
    line: int


@dataclass(frozen=True)
class Item:
    """One entry of a list."""

    blocks: tuple[Block, ...]
    line: int


@dataclass(frozen=True)
class Listing:
    """A list; `start` is the number of the first entry of one that counts, `leads` tells that it leads elsewhere."""

    items: tuple[Item, ...]
    ordered: bool
    start: int
    line: int
    leads: bool = False


@dataclass(frozen=True)
class Table:
    """Rows of cells; the first is the head."""

    rows: tuple[tuple[str, ...], ...]
    line: int


@dataclass(frozen=True)
class Note:
    """A remark beside the text: a tip, a warning."""

    blocks: tuple[Block, ...]
    line: int


@dataclass(frozen=True)
class Tabs:
    """The same for several readers, of which each needs one: by the label of the tab."""

    tabs: tuple[tuple[str, tuple[Block, ...]], ...]
    line: int


Block = Paragraph | Picture | Code | Listing | Table | Note | Tabs


@dataclass(frozen=True)
class Section:
    """A heading with all that stands below it; `remedy` tells that its place says that it tells what to do."""

    title: str
    line: int
    blocks: tuple[Block, ...] = ()
    sections: tuple[Section, ...] = ()
    remedy: bool = False

    def walk(self) -> Iterator[Section]:
        """This section and all below it, in their order."""
        yield self
        for section in self.sections:
            yield from section.walk()


@dataclass(frozen=True)
class Page:
    """A page: its title and text as the topmost section, and what stands around it (menus, footers) by line."""

    root: Section
    around: tuple[tuple[int, str], ...] = ()


def text_of(*blocks: Block) -> str:
    """The blocks as one text of a message: entries and rows on lines of their own, no empty line."""
    return "\n".join(line for block in blocks for line in _lines(block))


def _lines(block: Block) -> Iterator[str]:
    match block:
        case Paragraph(text) | Picture(text) | Code(text):
            yield from (line for line in text.split("\n") if line.strip())
        case Note(blocks):
            for one in blocks:
                yield from _lines(one)
        case Listing((only,), False):
            yield from text_of(*only.blocks).split("\n")
        case Listing(items, ordered, start):
            for number, item in enumerate(items, start):
                first, *rest = text_of(*item.blocks).split("\n")
                yield f"{number}. {first}" if ordered else f"- {first}"
                yield from rest
        case Table(rows):
            yield from (" | ".join(cell.replace("\n", " ") for cell in row) for row in rows)
        case Tabs(tabs):
            for label, blocks in tabs:
                yield f"{label}:"
                yield text_of(*blocks)
