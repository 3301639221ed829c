"""From a page to drafts: one of a page on one problem, one a problem of a page with several."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from pathlib import Path

from unstuck.drafting.decide import decisions
from unstuck.drafting.draft import Maker
from unstuck.drafting.kinds import Judge, Kind, Sort
from unstuck.drafting.naming import slug
from unstuck.drafting.outline import Node, outline, problems, tells_steps
from unstuck.drafting.page import read
from unstuck.drafting.parts import Draft
from unstuck.drafting.report import Report, report
from unstuck.drafting.subject import Subject, subject_of
from unstuck.drafting.tree import Listing, text_of
from unstuck.errors import ArticleError
from unstuck.understanding.index import SENTENCE

SURELY = 0.9  # share from which running text without sections is how to get out of a trouble
SURELY_OTHER = 0.97  # share from which a page with counted lists is none that tells what to do


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
    judged, sorts = judge.judge(page.root)
    subject = subject_of(page, product, platforms)
    root = outline(page.root, judged, judge.are_steps)
    several = problems(root)
    if not several and _is_one_trouble(root, sorts, judge):
        root = replace(root, kind=Kind.PROBLEM)
    elif not _is_how_to(root, sorts, judge):
        held = ", ".join(f"“{node.title}”" for node in root.nodes[:5] if node.title) or "running text"
        raise ArticleError(
            "import_no_how_to",
            f"{path.name} tells nobody what to do: it holds {held}; if it does, give each fix a heading and number its "
            "steps.",
        )
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


def _is_how_to(root: Node, sorts: Mapping[Sort, float], judge: Judge) -> bool:
    """Whether a page tells what to do."""
    fixes = [node for node in root.walk() if node is not root and node.kind in (Kind.FIX, Kind.STEP, Kind.PROBLEM)]
    counted = any(isinstance(block, Listing) and block.ordered for block in root.blocks)
    other = sorts[Sort.OTHER] == max(sorts.values())
    if other:
        told = any(tells_steps(node.blocks, judge.are_steps) for node in (root, *fixes))
        return told and sorts[Sort.OTHER] < SURELY_OTHER
    return counted or bool(fixes)


def _is_one_trouble(root: Node, sorts: Mapping[Sort, float], judge: Judge) -> bool:
    """Whether a page is no more than what to do about one trouble, in a few sentences, one of which says it."""
    inner = [node for node in root.nodes if node.kind is not Kind.NAVIGATION]
    if inner or sorts[Sort.HOW_TO] < SURELY:
        return False
    said = [sentence for line in text_of(*root.blocks).splitlines() for sentence in SENTENCE.split(line)]
    return any(judge.are_steps([sentence]) for sentence in said if sentence.strip())


def _without(root: Node, several: Sequence[Node]) -> Node:
    """The page without its problems: what stands around them."""
    taken = {node.line for node in several}
    nodes = tuple(_without(node, several) for node in root.nodes if node.line not in taken)
    return Node(root.title, root.line, Kind.ANSWER, root.sureness, root.blocks, nodes)
