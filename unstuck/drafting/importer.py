"""From an article's text to everything that `unstuck articles import` writes and tells."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from unstuck.drafting.assemble import Assembly
from unstuck.drafting.page import read
from unstuck.drafting.parts import Reader
from unstuck.drafting.report import Report, report
from unstuck.drafting.sections import sections
from unstuck.errors import ArticleError


@dataclass(frozen=True)
class Imported:
    """One imported article: its fields, and what to look at."""

    article: Mapping[str, Any]
    report: Report


def import_article(path: Path, id: str) -> Imported:
    """Make an article of a text.

    Args:
        path: the text, in plain text, Markdown or HTML.
        id: what the article will be called.

    Raises:
        ArticleError: the text cannot be read (see `reading.read`), or tells neither what to do nor answers a question.
    """
    source = read(path)
    title, root = sections(source.blocks)
    draft = Reader(title or source.title).read(root)
    if not draft.methods and not draft.answers:
        raise ArticleError(
            "import_no_article",
            f"{path.name} has no steps and no questions; write what to do as a list, or import another text.",
        )
    article = Assembly(draft, source, id).article()
    return Imported(article, report(draft, article, source.visible))
