"""The parts of an article in the making: each made whole, with its id, its intent, and how sure it is."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import Any

from unstuck.drafting.naming import Names, short
from unstuck.drafting.outline import Node
from unstuck.drafting.steps import Fix, Step, uncounted
from unstuck.drafting.tree import Block, Table, text_of

EXPLICIT, WHOLE = 1.0, 0.7  # what the form adds to how sure a fix is: its steps are counted, or they are not

EMPTY = "–"  # what a cell of a comparison says in which the page says nothing


@dataclass
class Draft:
    """An article in the making, and where everything in it came from.

    `sureness` is by the path of a part, such as ("methods", 0); `placed` holds the ids of blocks that are in the
    article, `headings` those that only say what comes, with their lines, `around` what leads elsewhere.
    """

    fields: dict[str, Any]
    sureness: dict[tuple[str, int], float] = field(default_factory=dict)
    placed: set[int] = field(default_factory=set)
    headings: set[tuple[int, str]] = field(default_factory=set)
    around: list[tuple[int, str]] = field(default_factory=list)


class Parts:
    """Adds parts to a draft."""

    def __init__(self, id: str) -> None:
        self.id = id
        self.draft = Draft({})
        self.causes: list[dict[str, Any]] = []
        self.methods: list[dict[str, Any]] = []
        self.escalations: list[dict[str, Any]] = []
        self.answers: list[dict[str, Any]] = []
        self.comparison: dict[str, Any] | None = None
        self._names = Names()

    def cause(self, title: str, text: str, sureness: float) -> None:
        """Add a cause; what says nothing is none."""
        title = title or short(text)
        if not title:
            return
        name = self._names.new(title, "cause")
        said = title if title[:2].isupper() else title[:1].lower() + title[1:]
        self.draft.sureness["causes", len(self.causes)] = sureness
        self.causes.append(
            {
                "id": name,
                "title": title,
                "short": said.rstrip("."),
                "explanation": text or title,
                "signs": [title],
                "intents": [f"{self.id}.{name}"],
                "methods": [],
            }
        )

    def fixes(self, fixes: Sequence[Fix]) -> None:
        """Add fixes; what has no step is an answer."""
        for fix in fixes:
            if not fix.steps:
                self.answer(fix.title, fix.why, fix.sureness)
                continue
            title = uncounted(fix.title).rstrip(":") or short(fix.steps[0].text)
            sureness = fix.sureness * (EXPLICIT if fix.explicit else WHOLE)
            self.draft.sureness["methods", len(self.methods)] = sureness
            made = {"id": self._names.new(title, "fix"), "title": title, "why": fix.why, "names": [title.lower()]}
            self.methods.append(
                {key: value for key, value in made.items() if value} | {"steps": [*map(_step, fix.steps)]}
            )

    def escalation(self, title: str, text: str, sureness: float) -> None:
        """Add a case that no fix solves."""
        title = title or short(text)
        name = self._names.new(title, "case")
        self.draft.sureness["escalations", len(self.escalations)] = sureness
        question = title if title.endswith("?") else f"{title.rstrip('.:')}: is it so for you?"
        self.escalations.append(
            {"id": name, "title": title, "question": question, "advice": text, "intents": [f"{self.id}.{name}"]}
        )

    def answer(self, title: str, text: str, sureness: float) -> None:
        """Add what answers a question."""
        if text:
            question = title or short(text)
            name = self._names.new(question, "question")
            self.draft.sureness["answers", len(self.answers)] = sureness
            self.answers.append({"intent": f"{self.id}.{name}", "question": question, "text": text})

    def compare(self, title: str, table: Table) -> None:
        """Set the comparison, of a table with three columns."""
        self.draft.placed.add(id(table))
        rows = [
            dict(zip(("item", "this", "other"), (cell or EMPTY for cell in row), strict=True)) for row in table.rows[1:]
        ]
        self.comparison = {"title": title, "advice": " / ".join(table.rows[0][1:]), "rows": rows}

    def heading(self, node: Node) -> None:
        """Note that a heading only says what comes."""
        if node.title:
            self.draft.headings.add((node.line, node.title))

    def left_out(self, node: Node) -> None:
        """Note that a section leads elsewhere."""
        for inner in node.walk():
            texts = [(inner.line, inner.title), *((block.line, text_of(block)) for block in inner.blocks)]
            self.draft.around += [(line, text) for line, text in texts if text]
            self.text(inner.blocks)

    def text(self, blocks: Sequence[Block]) -> str:
        """The text of blocks, which are placed by that."""
        self.draft.placed |= {id(block) for block in blocks}
        return text_of(*blocks)

    def whole(self, node: Node) -> str:
        """Everything in a section as one text; titles stand on lines of their own."""
        inner = (f"{one.title}:\n{self.whole(one)}" if one.title else self.whole(one) for one in node.nodes)
        return "\n".join(filter(None, (self.text(node.blocks), *inner)))


def _step(step: Step) -> dict[str, Any]:
    made = {"title": step.title, "text": step.text, "help": step.help}
    return {name: value for name, value in made.items() if value}
