"""From what the sections of a page are to the fields of an article, with a sureness for each part."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, field
from typing import Any

from unstuck.drafting.kinds import Kind
from unstuck.drafting.naming import Names, short
from unstuck.drafting.outline import Node
from unstuck.drafting.steps import Fix, Step, fixes_of, uncounted
from unstuck.drafting.tree import Block, Code, Listing, Paragraph, Table, text_of

# What is quoted as a message of the screen: a few words between quotation marks.
_QUOTED = re.compile(r"[“\"«„]([^“”\"«»„\n]{8,120})[”\"»“]")
_EACH = 3  # words from which an entry of a list of causes is a cause of its own
MOST_IN_SUMMARY = 500  # letters; who has the trouble reads it on a phone
COMPARED = 3  # columns of a table that compares this with something else
EXPLICIT, WHOLE = 1.0, 0.7  # what the form adds to how sure a fix is: its steps are counted, or it is one step


@dataclass
class Draft:
    """An article in the making, and where everything in it came from.

    `sureness` is by the path of a part, such as ("methods", 0); `placed` holds the ids of blocks that are in the
    article, `headings` those that only say what comes, by line.
    """

    fields: dict[str, Any]
    sureness: dict[tuple[str, int], float] = field(default_factory=dict)
    placed: set[int] = field(default_factory=set)
    headings: dict[int, str] = field(default_factory=dict)
    around: list[tuple[int, str]] = field(default_factory=list)
    causes_without_fix: list[int] = field(default_factory=list)


class Maker:
    """Makes one draft of a page or of one of its problems."""

    def __init__(self, id: str, are_steps: Callable[[Sequence[str]], bool]) -> None:
        self._id = id
        self._are_steps = are_steps
        self._names = Names()
        self._draft = Draft({})
        self._parts: dict[str, list[dict[str, Any]]] = {
            "causes": [], "methods": [], "escalations": [], "answers": []
        }  # fmt: skip
        self._summary: list[str] = []
        self._messages: dict[str, None] = {}
        self._comparison: dict[str, Any] | None = None
        self._prevention: list[str] = []
        self._chain: list[str] = []

    def make(self, root: Node, source: str, product: str, platforms: Sequence[str]) -> Draft:
        """The draft of what a node holds."""
        title = uncounted(root.title)
        self._messages |= dict.fromkeys(_messages(title))
        if _is_fix(root):
            self._add(fixes_of(title, root.line, root.sureness, root.blocks, self._are_steps))
            self._text(root.blocks)
        else:
            self._about(root, root.blocks)
        for node in root.nodes:
            self._take(node)
        first = next((uncounted(node.title) for node in root.nodes if node.title), "…")
        title = title or next(iter(self._messages), first)
        own = {name: parts for name, parts in self._parts.items() if parts}
        optional = {
            "chain": "\n".join(self._chain),
            "comparison": self._comparison,
            "prevention": "\n".join(self._prevention),
        }
        self._draft.fields = {
            "id": self._id,
            "draft": True,
            "title": title,
            "product": product,
            "platforms": list(platforms),
            "error_messages": list(self._messages),
            "intents": [f"{self._id}.error"],
            "summary": "\n".join(self._summary) or title,
            **{name: value for name, value in optional.items() if value},
            **own,
            "source": source,
        }
        return self._draft

    def _take(self, node: Node) -> None:
        match node.kind:
            case Kind.NAVIGATION:
                self._draft.around += [(inner.line, inner.title) for inner in node.walk()]
                self._draft.around += [(b.line, text_of(b)) for inner in node.walk() for b in inner.blocks]
                self._draft.placed |= {id(block) for inner in node.walk() for block in inner.blocks}
            case Kind.CAUSE:
                self._causes(node)
            case Kind.FIX | Kind.STEP | Kind.PROBLEM:
                self._fix(node, node.title)
            case Kind.ESCALATION:
                self._escalate(node)
            case Kind.COMPARISON if table := next((b for b in node.blocks if _compares(b)), None):
                self._compare(node, table)
            case Kind.PREVENTION:
                self._prevention.append(self._all(node))
            case Kind.ABOUT if _says_what_it_is(node):
                self._heading(node)
                self._about(node, node.blocks)
                self._inner(node)
            case _:
                self._answer(node)

    def _inner(self, node: Node) -> None:
        for inner in node.nodes:
            self._take(inner)

    def _about(self, node: Node, blocks: Sequence[Block]) -> None:
        """What the trouble looks like: the summary, as long as it is short, and messages of the screen."""
        rest: list[Block] = []
        for block in blocks:
            text = text_of(block)
            self._messages |= dict.fromkeys(_messages(text, in_code=isinstance(block, Code)))
            room = MOST_IN_SUMMARY - len("\n".join(self._summary))
            if not rest and (len(text) <= room or not self._summary):
                self._summary.append(text)
                self._draft.placed.add(id(block))
            else:
                rest.append(block)
        if rest:
            self._answer(Node(node.title, node.line, Kind.ANSWER, node.sureness, tuple(rest)))

    def _causes(self, node: Node) -> None:
        inner = [one for one in node.nodes if one.kind in (Kind.CAUSE, Kind.PROBLEM, Kind.ABOUT, Kind.ANSWER)]
        lists = [block for block in node.blocks if isinstance(block, Listing)]
        if inner or (len(lists) == 1 and _is_each_a_cause(lists[0])):
            before = [block for block in node.blocks if inner or block is not lists[0]]
            if before:
                self._chain.append(self._text(before))
            self._heading(node)
            for one in inner:
                self._cause(uncounted(one.title), self._all(one), node.sureness)
            for item in [] if inner else lists[0].items:
                self._draft.placed.add(id(lists[0]))
                text = text_of(*item.blocks)
                self._cause(short(text), text, node.sureness)
            for one in node.nodes:
                if one not in inner:
                    self._take(one)
            return
        if not node.blocks:
            self._heading(node)
            return self._inner(node)
        text = self._text(node.blocks)
        generic = len(node.title.split()) <= 2 or not node.title
        self._cause(short(text) if generic else uncounted(node.title), text, node.sureness)
        if generic:
            self._heading(node)
        led_to = len(self._parts["methods"])
        self._inner(node)
        for method in self._parts["methods"][led_to:]:  # what stands below a cause is told for it
            self._parts["causes"][-1]["methods"].append(method["id"])

    def _cause(self, title: str, text: str, sureness: float) -> None:
        name = self._names.new(title, "cause")
        self._draft.sureness["causes", len(self._parts["causes"])] = sureness
        self._parts["causes"].append(
            {
                "id": name,
                "title": title,
                "short": title[:1].lower() + title[1:].rstrip(".") if not title[:2].isupper() else title.rstrip("."),
                "explanation": text or title,
                "signs": [title],
                "intents": [f"{self._id}.{name}"],
                "methods": [],
            }
        )

    def _fix(self, node: Node, title: str) -> None:
        """A fix; of several fixes that stand below one heading, each is one, and their heading stands before short
        titles."""
        steps = [inner for inner in node.nodes if inner.kind is Kind.STEP]
        others = [inner for inner in node.nodes if inner.kind is not Kind.STEP]
        if steps and len(steps) >= len([one for one in others if one.kind is Kind.FIX]):
            made = [Step(self._all(inner), uncounted(inner.title), line=inner.line) for inner in steps]
            made = [Step(one.text or one.title, one.title if one.text else "", line=one.line) for one in made]
            fix = Fix(title, node.line, node.sureness, self._text(node.blocks), made, explicit=True)
            self._add([fix])
            others = [one for one in others if one.kind is not Kind.FIX] + [x for x in others if x.kind is Kind.FIX]
        elif node.blocks:
            announced = others and all(isinstance(block, Paragraph) for block in node.blocks)
            if announced or _repeats(node):
                self._heading(node)
                if not _repeats(node):
                    self._answer(Node(node.title, node.line, Kind.ANSWER, node.sureness, node.blocks))
                else:
                    self._draft.placed |= {id(block) for block in node.blocks}
                    self._draft.around += [(block.line, text_of(block)) for block in node.blocks]
            else:
                self._text(node.blocks)
                self._add(fixes_of(title, node.line, node.sureness, node.blocks, self._are_steps))
        elif others:
            self._heading(node)
        for inner in others:
            if inner.kind is Kind.FIX and len(inner.title.split()) <= _FEW and title and node.title != self._root_title:
                self._fix(inner, f"{uncounted(title)}: {inner.title}")
            else:
                self._take(inner)

    _root_title = ""

    def _add(self, fixes: Sequence[Fix]) -> None:
        for fix in fixes:
            if not fix.steps:
                if fix.why:
                    self._parts["answers"].append(self._answer_of(fix.title, fix.why))
                continue
            title = uncounted(fix.title).rstrip(":") or short(fix.steps[0].text)
            name = self._names.new(title, "fix")
            self._draft.sureness["methods", len(self._parts["methods"])] = fix.sureness * (
                EXPLICIT if fix.explicit else WHOLE
            )
            self._parts["methods"].append(
                {"id": name, "title": title}
                | ({"why": fix.why} if fix.why else {})
                | {"names": [title.lower()], "steps": [_step(step) for step in fix.steps]}
            )

    def _escalate(self, node: Node) -> None:
        if node.nodes:
            self._heading(node)
            if node.blocks:
                self._answer(Node(node.title, node.line, Kind.ANSWER, node.sureness, node.blocks))
            for inner in node.nodes:
                self._escalate(inner)
            return
        text = self._text(node.blocks)
        if not text:
            self._heading(node)
            return
        title = uncounted(node.title) or short(text)
        name = self._names.new(title, "case")
        self._draft.sureness["escalations", len(self._parts["escalations"])] = node.sureness
        question = title if title.endswith("?") else f"{title.rstrip('.:')}: is it so for you?"
        self._parts["escalations"].append(
            {"id": name, "title": title, "question": question, "advice": text, "intents": [f"{self._id}.{name}"]}
        )

    def _compare(self, node: Node, table: Block) -> None:
        assert isinstance(table, Table)
        self._draft.placed.add(id(table))
        rows = [dict(zip(("item", "this", "other"), row, strict=False)) for row in table.rows[1:] if all(row)]
        self._comparison = {"title": node.title, "advice": " / ".join(table.rows[0][1:]), "rows": rows}
        rest = [block for block in node.blocks if block is not table]
        if rest:
            self._answer(Node(node.title, node.line, Kind.ANSWER, node.sureness, tuple(rest)))

    def _answer(self, node: Node) -> None:
        if node.blocks:
            text = self._text(node.blocks)
            self._draft.sureness["answers", len(self._parts["answers"])] = node.sureness
            self._parts["answers"].append(self._answer_of(uncounted(node.title), text))
        elif node.title:
            self._heading(node)
        self._inner(node)

    def _answer_of(self, title: str, text: str) -> dict[str, Any]:
        question = title or short(text)
        return {"intent": f"{self._id}.{self._names.new(question, 'question')}", "question": question, "text": text}

    def _heading(self, node: Node) -> None:
        if node.title:
            self._draft.headings[node.line] = node.title

    def _text(self, blocks: Sequence[Block]) -> str:
        self._draft.placed |= {id(block) for block in blocks}
        return text_of(*blocks)

    def _all(self, node: Node) -> str:
        """Everything in a node as one text; titles stand on lines of their own."""
        inner = (f"{one.title}:\n{self._all(one)}" if one.title else self._all(one) for one in node.nodes)
        return "\n".join(filter(None, (self._text(node.blocks), *inner)))


_FEW = 3  # words of a title that says nothing without the one above it


def _is_fix(root: Node) -> bool:
    """Whether the text directly below a page's or a problem's title is what to do."""
    if any(inner.kind in (Kind.FIX, Kind.STEP) for inner in root.walk() if inner is not root):
        return False
    counted = any(isinstance(block, Listing) and block.ordered for block in root.blocks)
    return bool(root.blocks) and (counted or root.kind is Kind.PROBLEM)


def _says_what_it_is(node: Node) -> bool:
    return not node.has_list


def _repeats(node: Node) -> bool:
    """Whether a list in it is a table of contents: its entries are the titles below it."""
    titles = {uncounted(inner.title).lower() for inner in node.nodes}
    entries = [
        text_of(*item.blocks).strip("* .").lower() for b in node.blocks if isinstance(b, Listing) for item in b.items
    ]
    return bool(entries) and sum(any(title and title in entry for title in titles) for entry in entries) * 2 > len(
        entries
    )


def _is_each_a_cause(listing: Listing) -> bool:
    texts = [text_of(*item.blocks) for item in listing.items]
    return len(texts) > 1 and all(len(text.split()) >= _EACH for text in texts)


def _compares(block: Block) -> bool:
    return isinstance(block, Table) and len(block.rows) > 1 and all(len(row) == COMPARED for row in block.rows)


def _step(step: Step) -> dict[str, Any]:
    made = {"title": step.title, "text": step.text, "help": step.help}
    return {name: value for name, value in made.items() if value}


def _messages(text: str, in_code: bool = False) -> Iterator[str]:
    """Messages of a screen that are quoted."""
    if in_code and "\n" not in text and 8 <= len(text) <= 120 and text[:1].isupper() and " " in text:
        yield text.strip()
    for found in _QUOTED.finditer(text):
        said = found.group(1).replace("**", "").strip(" .,")
        if len(said) >= 8 and said[:1].isupper() and len(said.split()) > 1:
            yield said
