"""What became of every line of a page: in a draft, a heading that only says what comes, around it, or nowhere."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from unstuck.drafting.parts import Draft
from unstuck.drafting.tree import Page, text_of

MOST_SHOWN = 100  # letters of a line of the report


@dataclass(frozen=True)
class Report:
    """Texts with the lines that they begin on. `unplaced` is in no draft, `around` are menus and links to elsewhere."""

    counts: tuple[str, ...]
    headings: tuple[tuple[int, str], ...]
    around: tuple[tuple[int, str], ...]
    unplaced: tuple[tuple[int, str], ...]

    def lines(self) -> Iterator[str]:
        """The report as text."""
        yield from self.counts
        for title, entries in (
            ("Not in any draft:", self.unplaced),
            ("Headings that only say what comes:", self.headings),
            ("Menus, footers and links to elsewhere, left out:", self.around),
        ):
            if entries:
                yield title
                yield from (f"  line {number}: {_clipped(text)}" for number, text in entries)


def report(page: Page, drafts: Sequence[Draft], rest: Draft | None) -> Report:
    """Compare the drafts with their page.

    Args:
        page: what was read.
        drafts: what became of it.
        rest: of a page with several problems, what a draft of the rest would be; nobody gets it.
    """
    placed = {block for draft in drafts for block in draft.placed}
    around = [*page.around, *(one for draft in drafts for one in draft.around), *(rest.around if rest else ())]
    left = {id(block): block for section in page.root.walk() for block in section.blocks}
    shown = {text for _, text in around}
    unplaced = [
        (block.line, text_of(block)) for key, block in left.items() if key not in placed and text_of(block) not in shown
    ]
    headings = {one for draft in [*drafts, *([rest] if rest else [])] for one in draft.headings}
    return Report(
        counts=tuple(map(_counts, drafts)),
        headings=tuple(sorted(headings)),
        around=tuple(sorted(around)),
        unplaced=tuple(sorted(unplaced)),
    )


def _counts(draft: Draft) -> str:
    fields = draft.fields
    methods = fields.get("methods", ())
    counts = {
        "cause": len(fields.get("causes", ())),
        "fix": len(methods),
        "step": sum(len(method["steps"]) for method in methods),
        "case": len(fields.get("escalations", ())),
        "answer": len(fields.get("answers", ())),
    }
    said = (
        f"{count} {name if count == 1 else {'fix': 'fixes'}.get(name, name + 's')}" for name, count in counts.items()
    )
    return f"“{fields['title']}”: {', '.join(said)}."


def _clipped(text: str) -> str:
    line = " ".join(text.split())
    return line if len(line) <= MOST_SHOWN else f"{line[:MOST_SHOWN]}…"
