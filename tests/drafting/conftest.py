from pathlib import Path

import pytest
from ruamel.yaml import YAML

from unstuck.drafting.importer import Imported, import_article

HERE = Path(__file__).resolve().parent
TEXTS = sorted((HERE / "texts").iterdir())
# Articles with what a reader takes from each. Those by another hand, and by other hands, were written by somebody who
# had never seen the importer; those by the same hand by somebody who knew it, but before it was tried on them. Of those
# by other hands 119 of 135 steps were in place at the first look: a table of fixes was not read.
SHAPES = {
    hand: sorted(path for path in (HERE / "shapes" / hand).iterdir() if path.suffix != ".yml")
    for hand in ("another_hand", "other_hands", "same_hand")
}
EXPECTED = YAML(typ="safe").load((HERE / "expected.yml").read_text(encoding="utf-8"))


@pytest.fixture
def load(tmp_path):
    """Import a text that the test itself holds, or a file of texts/ by its name."""

    def imported(text: str, name: str = "article.txt") -> Imported:
        path = HERE / "texts" / text if "\n" not in text else tmp_path / name
        if "\n" in text:
            path.write_text(text, encoding="utf-8")
        return import_article(path, "thing")

    return imported


def step_titles(imported: Imported) -> dict[str, list[str]]:
    """The titles of the steps by that of their fix."""
    return {fix["title"]: [step["title"] for step in fix["steps"]] for fix in imported.article.get("methods", ())}
