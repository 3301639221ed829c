"""The sections of a page in the order of their sense: what they are, what belongs below what, and how many problems."""

from __future__ import annotations

import re
from collections.abc import Collection, Iterator, Sequence
from dataclasses import dataclass, replace

from unstuck.drafting.kinds import Judged, Kind
from unstuck.drafting.steps import AreSteps, counted_among
from unstuck.drafting.tree import Block, Listing, Paragraph, Section, text_of

_NUMBER = re.compile(r"\W*(\d{1,2})(?:[.:)、]\s*|\s*[-–—]\s+|\s+)(?=[^\s\d])")
UNSURE = 0.3  # of a fix without steps that are counted; below it its text stays whole, as an answer


@dataclass(frozen=True)
class Node:
    """A section with what it is, and those below it."""

    title: str
    line: int
    kind: Kind
    sureness: float
    blocks: tuple[Block, ...]
    nodes: tuple[Node, ...] = ()

    def walk(self) -> Iterator[Node]:
        """This and everything below it, in order."""
        yield self
        for node in self.nodes:
            yield from node.walk()

    @property
    def has_list(self) -> bool:
        """Whether something is counted in it, or in what is below it."""
        return any(_counts(node.blocks) for node in self.walk())


def outline(root: Section, judged: Sequence[Judged], are_steps: AreSteps) -> Node:
    """The page with what everything in it is; `are_steps` tells whether entries of a list are steps."""
    said: dict[str, list[str]] = {}
    for one in root.walk():
        if one.title and one.blocks:
            said.setdefault(one.title.casefold(), []).append(text_of(*one.blocks))
    alike = {title for title, texts in said.items() if len(texts) > 1 and are_steps(texts)}
    return _node(root, {id(one.seen.section): one for one in judged}, are_steps, alike)


def _node(section: Section, judged: dict[int, Judged], are_steps: AreSteps, telling: Collection[str]) -> Node:
    """A section; `telling` are the titles, in small letters, of sections that tell what to do by others beside them."""
    own = judged[id(section)]
    inner = [_node(one, judged, are_steps, telling) for one in section.sections]
    heads = counted_among([node.title for node in inner])
    numbered = [one for one in section.sections if _NUMBER.match(one.title)]
    if _are_one_way(numbered, are_steps):
        inner = [replace(one, kind=Kind.STEP) if _NUMBER.match(one.title) else one for one in inner]
    counted = [node.title != title for node, title in zip(inner, heads, strict=True)]
    nodes = _grouped([replace(node, title=title) for node, title in zip(inner, heads, strict=True)], counted)
    kind = own.kind
    if not section.title and kind is not Kind.NAVIGATION:
        kind = Kind.ABOUT if not _counts(section.blocks) else kind
    elif kind in _TELLS_OF or (
        own.sureness < UNSURE
        and (kind is Kind.ESCALATION or (kind is Kind.FIX and not (nodes or _counts(section.blocks))))
    ):
        told = (
            section.remedy
            or _counts(section.blocks)
            or tells_steps(section.blocks, are_steps)
            or are_steps([section.title, text_of(*section.blocks)])
            or any(are_steps([one.text]) for one in section.blocks if isinstance(one, Paragraph))
        )
        kind = Kind.FIX if told or section.title.casefold() in telling else Kind.ANSWER if kind is Kind.FIX else kind
    inside = [node.kind for node in nodes]
    if own.seen.above and Kind.FIX in inside and {Kind.ABOUT, Kind.CAUSE} & set(inside):
        kind = Kind.PROBLEM  # what it looks like or comes from, and a way out of it
    elif kind in _GROUPING and {Kind.FIX, Kind.STEP} & set(inside):
        kind = Kind.FIX
    return Node(section.title, section.line, kind, own.sureness, section.blocks, nodes)


def _are_one_way(sections: Sequence[Section], are_steps: AreSteps) -> bool:
    """Whether sections beside each other are the steps of one fix: counted from 1, and each says what to do."""
    numbers = [int(found.group(1)) for one in sections if (found := _NUMBER.match(one.title))]
    if len(numbers) < 2 or numbers != list(range(1, len(numbers) + 1)):
        return False
    flat = not any(one.sections or _counts(one.blocks) for one in sections)
    return flat and are_steps([text for one in sections for text in (_NUMBER.sub("", one.title), text_of(*one.blocks))])


def _grouped(nodes: Sequence[Node], counted: Sequence[bool]) -> tuple[Node, ...]:
    """Sections beside each other, with the steps of a fix and what is announced below it.

    `counted` tells which were counted in their titles.
    """
    found: list[Node] = []
    if sum(node.kind is Kind.STEP for node in nodes) == 1:  # steps that are sections come in several
        nodes = [replace(node, kind=Kind.FIX) if node.kind is Kind.STEP else node for node in nodes]
    announced: Node | None = None
    for place, node in enumerate(nodes):
        last = found[-1] if found else None
        if last and node.kind is Kind.STEP and last.kind is Kind.FIX and not last.has_list:
            found[-1] = replace(last, nodes=(*last.nodes, node))
        elif last and last is announced and node.kind is last.kind:
            found[-1] = announced = replace(last, nodes=(*last.nodes, node))
        else:
            found.append(node)
            leads = counted[place + 1 : place + 2] == [True] and not counted[place] and not node.has_list
            says = not node.blocks or text_of(*node.blocks).rstrip().endswith(":")
            announced = node if node.kind in _GROUPS and not node.nodes and (leads or says) else None
    return tuple(found)


_GROUPING = frozenset([Kind.STEP, Kind.ANSWER, Kind.ABOUT, Kind.NAVIGATION])  # what may only stand above fixes
_GROUPS = frozenset([Kind.CAUSE, Kind.FIX, Kind.ESCALATION])
_TELLS_OF = frozenset([Kind.ANSWER, Kind.LIMITS, Kind.ABOUT])  # something, and may tell what to do all the same


def _counts(blocks: Sequence[Block]) -> bool:
    return any(isinstance(block, Listing) and block.ordered for block in blocks)


def tells_steps(blocks: Sequence[Block], are_steps: AreSteps) -> bool:
    """Whether a list in a text tells what to do."""
    lists = [block.items for block in blocks if isinstance(block, Listing) and len(block.items) > 1 and not block.leads]
    return any(are_steps([text_of(*item.blocks) for item in items]) for items in lists)


def problems(root: Node) -> tuple[Node, ...]:
    """The troubles of a page that has several, each with all that belongs to it; none of a page with one.

    What stands beside troubles is one too, unless it is clearly something else: nothing between them is lost.
    """
    chosen = list(_troubles(root))
    if len(chosen) < 2 or len(chosen) <= sum(node.kind is Kind.FIX for node in root.nodes):
        return ()
    return tuple(replace(own, kind=Kind.PROBLEM) for node in root.nodes for own in _taken(node, root, chosen))


_BESIDE = frozenset([Kind.FIX, Kind.STEP, Kind.CAUSE, Kind.PROBLEM])


def _taken(node: Node, above: Node, chosen: Sequence[Node]) -> Iterator[Node]:
    """What a section gives: itself whole, or the troubles in it, and before them what it tells to do for itself."""
    if node in chosen:
        yield node
    elif not any(inner in chosen for inner in node.walk()):
        if node.kind in _BESIDE and _has_way_out(node) and any(one in chosen for one in above.nodes):
            yield node
    else:
        for inner in node.nodes:
            yield from _taken(inner, node, chosen)


def _troubles(node: Node) -> Iterator[Node]:
    """The troubles in a section, each whole; one that holds several only groups them."""
    for inner in node.nodes:
        own = list(_troubles(inner))
        if len(own) < 2 and inner.kind is Kind.PROBLEM and _has_way_out(inner):
            yield inner
        else:
            yield from own


def _has_way_out(node: Node) -> bool:
    return any(inner.blocks for inner in node.walk() if inner is node or inner.kind not in (Kind.ABOUT, Kind.CAUSE))
