"""The cells of an HTML table in their rows and columns, those that span several in each of them."""

from __future__ import annotations

from collections.abc import Callable, Sequence

from lxml.html import HtmlElement

from unstuck.drafting.attributes import number

MOST = 20  # rows or columns that a cell is taken to span


def grid(rows: Sequence[Sequence[HtmlElement]], text: Callable[[HtmlElement], str]) -> tuple[tuple[str, ...], ...]:
    """The texts of the cells of rows."""
    found: list[dict[int, str]] = [{} for _ in rows]
    for place, row in enumerate(rows):
        column = 0
        for cell in row:
            while column in found[place]:
                column += 1
            wide, said = _span(cell, "colspan"), text(cell)
            for below in found[place : place + _span(cell, "rowspan")]:
                below |= {column: said} | {column + one: "" for one in range(1, wide)}
            column += wide
    return tuple(tuple(row[column] for column in sorted(row)) for row in found)


def _span(cell: HtmlElement, name: str) -> int:
    return min(max(number(cell, name, 1), 1), MOST)
