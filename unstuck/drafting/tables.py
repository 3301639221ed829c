"""What the columns of a table hold, told by its header."""

from __future__ import annotations

from collections.abc import Iterator

from unstuck.drafting.blocks import Block, Line, Row, bare
from unstuck.drafting.vocabulary import vocabulary


def column(block: Block, *kinds: str) -> int | None:
    """The first column whose header names one of `kinds` (see `columns` in the vocabulary), in their order."""
    header = [bare(cell) for cell in block.rows[0].cells]
    for kind in kinds:
        for index, cell in enumerate(header):
            if vocabulary().columns[kind].search(cell):
                return index
    return None


def cell(row: Row, index: int | None) -> str:
    """A cell's text, empty where the row is too short."""
    return row.cells[index] if index is not None and index < len(row.cells) else ""


def step_rows(block: Block) -> Iterator[list[Line]]:
    """The rows of a table of steps, each as the lines of an item; nothing where it is none."""
    if not block.rows:
        return
    number = column(block, "number")
    if number is None or len(block.rows[0].cells) < 2:
        return
    for row in block.rows[1:]:
        texts = [text for index, text in enumerate(row.cells) if text and not (index == number and _is_count(text))]
        lines = [Line(part, row.number) for text in texts for part in text.split("\n")]
        if lines:
            yield lines


def _is_count(text: str) -> bool:
    return not any(letter.isalpha() for letter in bare(text).lower().replace("step", ""))


def told(block: Block) -> Iterator[tuple[str, Row]]:
    """Each row as a sentence that names the columns, for a table that nothing else is known of."""
    header = [bare(text) for text in block.rows[0].cells]
    if len(block.rows) == 1:
        yield " · ".join(filter(None, header)), block.rows[0]
        return
    for row in block.rows[1:]:
        cells = [text.replace("\n", " ") for text in row.cells]
        named = [
            f"{name}: {text}" if name and index else text
            for index, (name, text) in enumerate(zip(header + [""] * len(cells), cells, strict=False))
            if text
        ]
        if named:
            yield "; ".join(named), row
