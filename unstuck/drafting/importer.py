"""From a page to drafts: one of a page on one problem, one a problem of a page with several."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from pathlib import Path

import numpy as np

from unstuck.drafting.cases import unfolded
from unstuck.drafting.decide import decisions
from unstuck.drafting.draft import Maker
from unstuck.drafting.kinds import Judge, Kind, Sort
from unstuck.drafting.naming import sentences, slug
from unstuck.drafting.outline import Node, outline, problems
from unstuck.drafting.page import read
from unstuck.drafting.parts import Draft
from unstuck.drafting.report import Report, report
from unstuck.drafting.steps import leads_elsewhere
from unstuck.drafting.subject import Subject, subject_of
from unstuck.drafting.tree import text_of
from unstuck.errors import ArticleError

GUESSED = 0.7  # what a fix has to be surer than to tell that a page is about what to do
LEAST = 0.35  # of how clearly any page has to tell what to do: of 65 notices, licences and release notes 2 do so
STRONGEST = 2  # sentences by which a page is told from one that only speaks of doing something


@dataclass(frozen=True)
class Imported:
    """What became of a page: drafts by their ids, what to decide about each, and what became of the page's lines."""

    drafts: tuple[Draft, ...]
    decisions: tuple[tuple[str, ...], ...]
    report: Report


def import_page(path: Path, id: str, judge: Judge, product: str = "", platforms: Sequence[str] = ()) -> Imported:
    """Draft the articles of a page.

    Args:
        path: the page, in plain text, Markdown or HTML.
        id: what the article will be called; several get the words of their problem behind it.
        judge: tells what sections are.
        product: the app or device that it is about; found in the page where it is not given.
        platforms: on what it runs; likewise.

    Raises:
        ArticleError: the page cannot be read (see `page.read`), or tells nobody what to do.
    """
    page = read(path)
    page = replace(page, root=unfolded(page.root, judge.commands))
    judged, sorts = judge.judge(page.root)
    subject = subject_of(page, product, platforms)
    root = outline(page.root, judged, judge.are_steps)
    several = problems(root)
    if _tells(root, judge) <= max(sorts[Sort.OTHER], LEAST):
        held = ", ".join(f"“{node.title}”" for node in root.nodes[:5] if node.title) or "running text"
        raise ArticleError(
            "import_no_how_to",
            f"{path.name} tells nobody what to do: it holds {held}; if it does, give each fix a heading and number its "
            "steps.",
        )
    if not (several or any(node.kind in _WAYS_OUT for node in root.nodes)):
        root = replace(root, kind=Kind.PROBLEM)  # what to do about one trouble, in a few sentences
    if several:
        drafts = [_one(node, _name(id, node, several), path.name, subject, judge) for node in several]
        rest = Maker(id, judge.are_steps).make(_without(root, several), path.name, subject.product, subject.platforms)
    else:
        drafts, rest = [_one(root, id, path.name, subject, judge)], None
    told = tuple(tuple(decisions(draft, subject)) for draft in drafts)
    return Imported(tuple(drafts), told, report(page, drafts, rest))


def _one(node: Node, id: str, source: str, subject: Subject, judge: Judge) -> Draft:
    return Maker(id, judge.are_steps).make(node, source, subject.product, subject.platforms)


def _name(id: str, node: Node, several: Sequence[Node]) -> str:
    own = slug(node.title) or f"problem_{several.index(node) + 1}"
    same = [other for other in several if (slug(other.title) or "") == own]
    return f"{id}_{own}" + (f"_{same.index(node) + 1}" if len(same) > 1 else "")


_WAYS_OUT = frozenset([Kind.FIX, Kind.STEP, Kind.PROBLEM, Kind.CAUSE])


def _tells(root: Node, judge: Judge) -> float:
    """How clearly a page tells what to do, by its surest fix or the sentences of it that tell so most, 0 to about 1."""
    nodes = [node for node in root.walk() if node is root or node.kind in _WAYS_OUT]
    said = [one for node in nodes for one in sentences(text_of(*node.blocks)) if not leads_elsewhere(one)]
    fixes = [node.sureness - GUESSED for node in nodes[1:] if node.kind is Kind.FIX]
    return max(0.0, *fixes, float(np.sort(judge.commands(said))[-STRONGEST:].mean()) if said else 0.0)


def _without(root: Node, several: Sequence[Node]) -> Node:
    """The page without its problems: what stands around them."""
    taken = {node.line for node in several}
    nodes = tuple(_without(node, several) for node in root.nodes if node.line not in taken)
    return Node(root.title, root.line, Kind.ANSWER, root.sureness, root.blocks, nodes)
