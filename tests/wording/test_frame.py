"""The frame of a language."""

from __future__ import annotations

from ruamel.yaml import YAML

from tests.wording.made_up import CODE
from unstuck.cli.main import main


def test_the_frame_of_the_words_keeps_what_is_there(tenth):
    path = tenth.words / f"{CODE}.yml"
    before = YAML(typ="safe").load(path)
    assert main(["words", "frame", CODE]) == 0
    assert YAML(typ="safe").load(path) == before
    assert "# I'm not sure" in path.read_text()
