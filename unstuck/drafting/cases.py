"""Tables and lists whose rows are troubles, each with its remedy beside it, as the sections that they stand for."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import replace

import numpy as np

from unstuck.drafting.features import Array
from unstuck.drafting.steps import titled
from unstuck.drafting.tree import Block, Item, Listing, Paragraph, Section, Table, text_of

Commands = Callable[[Sequence[str]], Array]

FEWEST = 2  # troubles in a table or a list of them
# Titles of steps are told to command by about 0 in the mean, names of troubles, causes and systems by -0.5 and less.
NAMES = -0.25


def unfolded(section: Section, commands: Commands) -> Section:
    """The section with each such table and list in it, and below it, as sections.

    `commands` tells how clearly texts say what to do.
    """
    blocks, found = list[Block](), list[Section]()
    for block in section.blocks:
        cases = _cases(block, commands)
        found += cases
        blocks += [] if cases else [block]
    inner = (unfolded(one, commands) for one in section.sections)
    return replace(section, blocks=tuple(blocks), sections=(*found, *inner))


def _cases(block: Block, commands: Commands) -> list[Section]:
    match block:
        case Table((head, *rows)) if len(rows) >= FEWEST:
            first = 1 if all(row[0].rstrip(".").isdecimal() for row in rows) else 0  # a column that only counts
            told = [row[first:] for row in rows]
            remedies = _remedies(told, commands)
            return [_of_row(head[first:], row, remedies, block.line) for row in told] if remedies else []
        case Listing(items, False) if len(items) >= FEWEST and all(isinstance(x.blocks[0], Paragraph) for x in items):
            entries = [titled(text_of(*item.blocks)) for item in items]
            if all(title for title, _ in entries) and _remedies(entries, commands):
                return [_of_entry(title, item) for (title, _), item in zip(entries, items, strict=True)]
    return []


def _remedies(rows: Sequence[Sequence[str]], commands: Commands) -> set[int]:
    """The columns that tell what to do; none where the first of each row does not say what is wrong."""
    if (
        any(len(row) != len(rows[0]) or not "".join(row[:1]) for row in rows)
        or commands([row[0] for row in rows]).mean() > NAMES
    ):
        return set()
    columns = [[cell for cell in column if cell] for column in zip(*rows, strict=True)]
    return {
        place
        for place, column in enumerate(columns)
        if place and len(column) * 2 > len(rows) and np.median(commands(column)) > 0
    }


def _of_entry(title: str, item: Item) -> Section:
    """An entry as a section; its first paragraph without the title."""
    first, *others = item.blocks
    own, rest = titled(text_of(first))
    text = [Paragraph(rest, item.line)] if own else []
    return Section(title, item.line, (*text, *others), remedy=True)


def _of_row(head: Sequence[str], row: Sequence[str], remedies: set[int], line: int) -> Section:
    """A row as a section, with each of its other cells as one below it, by the head of its column."""
    told = [(place, name, cell) for place, (name, cell) in enumerate(zip(head, row, strict=True)) if place and cell]
    inner = (
        Section(name.replace("**", ""), line, (Paragraph(cell, line),), remedy=place in remedies)
        for place, name, cell in told
    )
    return Section(row[0].replace("**", ""), line, (), tuple(inner))
