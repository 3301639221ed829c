"""From what the sections of a page are to the fields of an article."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import replace
from typing import TypeGuard

from unstuck.drafting.causes import causes_in, tells_no_cause
from unstuck.drafting.kinds import Kind
from unstuck.drafting.naming import short
from unstuck.drafting.outline import Node, tells_steps
from unstuck.drafting.parts import Draft, Parts
from unstuck.drafting.steps import AreSteps, Fix, Step, fixes_of, uncounted
from unstuck.drafting.tree import Block, Code, Listing, Paragraph, Table, text_of

# What is quoted as a message of the screen: a few words between quotation marks.
_QUOTED = re.compile(r"[“\"«„]([^“”\"«»„\n]{8,120})[”\"»“]")
SHORTEST, LONGEST = 8, 120  # letters of a message
FEW = 2  # words of a title that says nothing without the one above it
MOST_IN_SUMMARY = 500  # letters; who has the trouble reads it on a phone
COMPARED = 3  # columns of a table that compares this with something else
WAYS_OUT = (Kind.FIX, Kind.STEP)


class Maker:
    """Makes one draft of a page, or of one of its problems."""

    def __init__(self, id: str, are_steps: AreSteps) -> None:
        self._are_steps = are_steps
        self._parts = Parts(id)
        self._summary: list[str] = []
        self._messages: dict[str, None] = {}
        self._prevention: list[str] = []
        self._chain: list[str] = []

    def make(self, root: Node, source: str, product: str, platforms: Sequence[str]) -> Draft:
        """The draft of what a node holds."""
        title, parts = uncounted(root.title), self._parts
        self._messages |= dict.fromkeys(_messages(title))
        if _is_fix(root):
            parts.fixes(fixes_of(title, root.line, root.sureness, root.blocks, self._are_steps))
            parts.text(root.blocks)
        else:
            self._about(root)
        self._inner(root)
        first = next((uncounted(node.title) for node in root.nodes if node.title), short(text_of(*root.blocks)))
        title = title or next(iter(self._messages), first)
        optional = {
            "chain": "\n".join(self._chain),
            "comparison": parts.comparison,
            "prevention": "\n".join(self._prevention),
            "causes": parts.causes,
            "methods": parts.methods,
            "escalations": parts.escalations,
            "answers": parts.answers,
        }
        parts.draft.fields = {
            "id": parts.id,
            "draft": True,
            "title": title,
            "product": product,
            "platforms": list(platforms),
            "error_messages": list(self._messages),
            "intents": [f"{parts.id}.error"],
            "summary": "\n".join(self._summary) or title,
            **{name: value for name, value in optional.items() if value},
            "source": source,
        }
        return parts.draft

    def _take(self, node: Node) -> None:
        match node.kind:
            case Kind.NAVIGATION:
                self._parts.left_out(node)
            case Kind.CAUSE if not tells_no_cause(node, self._are_steps):
                self._causes(node)
            case Kind.CAUSE:
                self._fix(node)
            case Kind.FIX | Kind.STEP | Kind.PROBLEM:
                self._fix(node)
            case Kind.ESCALATION:
                self._escalate(node)
            case Kind.COMPARISON if not self._parts.comparison and (
                table := next(filter(_compares, node.blocks), None)
            ):
                self._parts.compare(node.title, table)
                self._keep(node, [block for block in node.blocks if block is not table])
            case Kind.PREVENTION:
                self._prevention.append(self._parts.whole(node))
            case Kind.ABOUT if not node.has_list:
                self._parts.heading(node)
                self._about(node)
                self._inner(node)
            case _:
                self._keep(node, node.blocks)
                self._inner(node)

    def _inner(self, node: Node) -> None:
        for inner in node.nodes:
            self._take(inner)

    def _keep(self, node: Node, blocks: Sequence[Block]) -> None:
        """Some text of a section whole, as an answer; as a fix where a list in it tells what to do."""
        if tells_steps(blocks, self._are_steps):
            self._keep_fix(node, blocks)
        elif blocks:
            self._parts.answer(uncounted(node.title), self._parts.text(blocks), node.sureness)
        else:
            self._parts.heading(node)

    def _about(self, node: Node) -> None:
        """What the trouble looks like: the summary, as long as it is short, and messages of the screen."""
        rest: list[Block] = []
        for block in node.blocks:
            text = text_of(block)
            self._messages |= dict.fromkeys(_messages(text, in_code=isinstance(block, Code)))
            room = MOST_IN_SUMMARY - len("\n".join(self._summary))
            if not rest and (len(text) <= room or not self._summary):
                self._summary.append(self._parts.text([block]))
            else:
                rest.append(block)
        if rest:
            self._keep(node, rest)

    def _causes(self, node: Node) -> None:
        inner = [one for one in node.nodes if one.kind not in (*WAYS_OUT, Kind.NAVIGATION)]
        listed = [] if inner else causes_in(node.blocks)
        if inner or listed:
            before = [block for block in node.blocks if inner or not isinstance(block, Listing)]
            if before:
                self._chain.append(self._parts.text(before))
            self._parts.heading(node)
            for one in inner:
                self._parts.cause(uncounted(one.title), self._parts.whole(one), one.sureness)
            for text in listed:
                self._parts.cause(short(text), text, node.sureness)
            self._parts.text(node.blocks)
            self._inner(replace(node, nodes=tuple(one for one in node.nodes if one not in inner)))
            return
        way = self._way_out(node)
        text = self._parts.text(node.blocks[:way])
        generic = len(node.title.split()) <= FEW
        if not text and (generic or not node.nodes):
            self._parts.heading(node)
            self._inner(node)
            return
        self._parts.cause(short(text) if generic else uncounted(node.title), text, node.sureness)
        if generic:
            self._parts.heading(node)
        told = len(self._parts.methods)
        if way < len(node.blocks):
            self._keep_fix(node, node.blocks[way:])
        self._inner(node)
        for method in self._parts.methods[told:]:  # what stands below a cause is told for it
            self._parts.causes[-1]["methods"].append(method["id"])

    def _way_out(self, node: Node) -> int:
        """The place of the first block of a cause that says what to do about it; behind all where none does."""
        for place, block in enumerate(node.blocks):
            paragraph = isinstance(block, Paragraph) and self._are_steps([block.text])
            if (place or node.title) and (paragraph or tells_steps([block], self._are_steps)):
                return place
        return len(node.blocks)

    def _keep_fix(self, node: Node, blocks: Sequence[Block]) -> None:
        self._parts.text(blocks)
        self._parts.fixes(fixes_of(uncounted(node.title), node.line, node.sureness, blocks, self._are_steps))

    def _fix(self, node: Node) -> None:
        """A fix; of several below one heading, each is one, with that heading before a title that needs it."""
        steps = [inner for inner in node.nodes if inner.kind is Kind.STEP]
        fixes = [inner for inner in node.nodes if inner.kind is Kind.FIX]
        if steps and len(steps) >= len(fixes):
            made = [self._step(inner) for inner in steps]
            self._parts.fixes([Fix(node.title, node.line, node.sureness, self._parts.text(node.blocks), made, True)])
        elif _repeats(node):
            self._parts.heading(node)
            self._parts.left_out(replace(node, nodes=()))
        elif node.nodes and all(isinstance(block, Paragraph) for block in node.blocks):
            self._keep(node, node.blocks)
        elif node.blocks:
            self._parts.text(node.blocks)
            self._parts.fixes(fixes_of(node.title, node.line, node.sureness, node.blocks, self._are_steps))
        else:
            self._parts.heading(node)
        for inner in node.nodes:
            if inner in steps and len(steps) >= len(fixes):
                continue
            needs = inner.kind is Kind.FIX and len(inner.title.split()) <= FEW and node.title
            self._take(replace(inner, title=f"{uncounted(node.title)}: {inner.title}") if needs else inner)

    def _step(self, node: Node) -> Step:
        text, title = self._parts.whole(node), uncounted(node.title)
        return Step(text or title, title if text else "", line=node.line)

    def _escalate(self, node: Node) -> None:
        if node.nodes:
            self._keep(node, node.blocks)
            for inner in node.nodes:
                (self._take if inner.kind in WAYS_OUT else self._escalate)(inner)
        elif text := self._parts.text(node.blocks):
            self._parts.escalation(uncounted(node.title), text, node.sureness)
        else:
            self._parts.heading(node)


def _has_way_out(root: Node) -> bool:
    return any(inner.kind in WAYS_OUT for inner in root.walk() if inner is not root)


def _is_fix(root: Node) -> bool:
    """Whether the text directly below a page's or a problem's title is what to do."""
    if _has_way_out(root) or not root.blocks:
        return False
    return root.kind is Kind.PROBLEM or any(isinstance(block, Listing) and block.ordered for block in root.blocks)


def _repeats(node: Node) -> bool:
    """Whether a list in it is a table of contents: its entries are the titles below it."""
    titles = [uncounted(inner.title).lower() for inner in node.nodes if inner.title]
    lists = [block for block in node.blocks if isinstance(block, Listing)]
    entries = [text_of(*item.blocks).lower() for block in lists for item in block.items]
    return bool(entries) and sum(any(title in entry for title in titles) for entry in entries) * 2 > len(entries)


def _compares(block: Block) -> TypeGuard[Table]:
    return isinstance(block, Table) and len(block.rows) > 1 and all(len(row) == COMPARED for row in block.rows)


def _messages(text: str, in_code: bool = False) -> Iterator[str]:
    """Messages of a screen that are quoted, or stand alone as code."""
    if in_code and "\n" not in text and SHORTEST <= len(text) <= LONGEST and text[:1].isupper() and " " in text:
        yield text.strip()
    for found in _QUOTED.finditer(text):
        said = found.group(1).replace("**", "").strip(" .,")
        if len(said) >= SHORTEST and said[:1].isupper() and " " in said:
            yield said
