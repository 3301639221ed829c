"""The table that sets this error beside others."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from unstuck.drafting.blocks import Row, bare
from unstuck.drafting.drafts import ComparisonDraft
from unstuck.drafting.facts import quoted
from unstuck.drafting.sentences import as_sentence
from unstuck.drafting.vocabulary import vocabulary


def comparison(draft: ComparisonDraft, messages: Sequence[str]) -> dict[str, Any] | None:
    """The fields of a comparison; None where no row says something of this error and of another.

    Args:
        draft: the table, its first row the header, its first column what is compared.
        messages: those of this error; the column whose header has one of them is on this error, else the second.
    """
    header, *body = draft.rows
    own = _own_column(header.cells, messages)
    rows = [filled for row in body if (filled := _row(header.cells, row, own))]
    if not rows:
        return None
    others = " / ".join(bare(cell) for index, cell in enumerate(header.cells) if index not in (0, own))
    quotes = dict.fromkeys(message for row in rows for message in quoted(row["other"]))
    return {
        "title": others or draft.title,
        "other_messages": [message for message in quotes if message not in messages],
        "advice": _advice(rows),
        "rows": rows,
    }


def _own_column(header: Sequence[str], messages: Sequence[str]) -> int:
    for index, cell in enumerate(header[1:], 1):
        if any(message.lower() in bare(cell).lower() for message in messages):
            return index
    return 1


def _row(header: Sequence[str], row: Row, own: int) -> dict[str, str] | None:
    """A row of three cells; where there are more, the others are named by their headers and joined."""
    cells = [text.replace("\n", " ") for text in row.cells] + [""] * (len(header) - len(row.cells))
    beside = [index for index in range(1, len(header)) if index != own and cells[index]]
    named = len(header) > 3
    other = "; ".join(f"{bare(header[index])}: {cells[index]}" if named else cells[index] for index in beside)
    if not (cells[0] and cells[own] and other):
        return None
    return {"item": bare(cells[0]), "this": cells[own], "other": other}


def _advice(rows: Sequence[dict[str, str]]) -> str:
    """What to do about the other error: the rows that are on that, else all but the first."""
    pattern = vocabulary().columns["advice"]
    advised = [row for row in rows if pattern.search(row["item"])] or rows[1:] or rows
    return " ".join(as_sentence(row["other"]) for row in advised)
