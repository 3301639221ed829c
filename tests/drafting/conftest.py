from dataclasses import dataclass
from pathlib import Path

import pytest

from unstuck.drafting.importer import Imported, import_page
from unstuck.drafting.kinds import Judge
from unstuck.drafting.page import read
from unstuck.drafting.tree import Section
from unstuck.understanding.languages import encoder


@dataclass
class Desk:
    """Reads and imports texts that a test holds."""

    folder: Path
    judge: Judge

    def file(self, text: str, name: str) -> Path:
        path = self.folder / name
        path.write_text(text, encoding="utf-8")
        return path

    def tree(self, text: str, name: str = "page.md") -> Section:
        return read(self.file(text, name)).root

    def imported(self, text: str, name: str = "page.md", **options) -> Imported:
        return import_page(self.file(text, name), "thing", self.judge, **options)


@pytest.fixture(scope="session")
def judge(root):
    return Judge(root / "data" / "importing" / "sections.npz", lambda text: encoder.load().layers(text)[-1])


@pytest.fixture
def desk(tmp_path, judge):
    return Desk(tmp_path, judge)
