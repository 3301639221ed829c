from collections.abc import Callable
from pathlib import Path

import pytest

from unstuck.drafting.features import sections
from unstuck.drafting.importer import Imported, import_page
from unstuck.drafting.kinds import Judge, Judged, Kind
from unstuck.drafting.outline import Node, outline
from unstuck.drafting.page import read
from unstuck.drafting.tree import Page, Section
from unstuck.understanding.languages import encoder


@pytest.fixture
def page(tmp_path) -> Callable[[str, str], Page]:
    """Reads a text as a page of a name, whose suffix tells what it is written in."""

    def read_text(text: str, name: str = "page.md") -> Page:
        path = tmp_path / name
        path.write_text(text, encoding="utf-8")
        return read(path)

    return read_text


@pytest.fixture
def tree(page) -> Callable[[str, str], Section]:
    """Reads a text, and gives what its page holds."""
    return lambda text, name="page.md": page(text, name).root


@pytest.fixture
def outlined(tree) -> Callable[..., Node]:
    """Outlines a text in which each section is of the kind that the test says, by its title."""

    def outline_text(text: str, steps: bool = False, sureness: float = 0.9, **kinds: Kind) -> Node:
        root = tree(text)
        judged = [
            Judged(seen, kinds.get(seen.section.title.partition(" ")[0], Kind.ABOUT), sureness)
            for seen in sections(root)
        ]
        return outline(root, judged, lambda texts: steps)

    return outline_text


@pytest.fixture(scope="session")
def judge(root) -> Judge:
    """The project's judge, with the encoder that it learned with."""
    return Judge(root / "data" / "importing" / "sections.npz", lambda text: encoder.load().layers(text)[-1])


@pytest.fixture
def imported(tmp_path, judge) -> Callable[..., Imported]:
    """Imports a text."""

    def import_text(text: str, name: str = "page.md", **options) -> Imported:
        path: Path = tmp_path / name
        path.write_text(text, encoding="utf-8")
        return import_page(path, "thing", judge, **options)

    return import_text
