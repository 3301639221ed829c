"""`unstuck export`: a person's data in a folder of their own."""

import json

import pytest

from tests import pictures
from tests.clock import Clock
from tests.storage.kept import fill
from unstuck.cli.main import main
from unstuck.settings import read


@pytest.fixture
def ann(var):
    fill(read(), "ann-ann-ann", Clock())
    return "ann-ann-ann"


def test_the_command_writes_the_rows_and_the_files(ann, tmp_path, capsys):
    folder = tmp_path / "out"
    assert main(["export", ann, "-o", str(folder)]) == 0
    (file,) = json.loads((folder / "data.json").read_text())["attachments"]
    assert (folder / file["id"]).read_bytes() == pictures.fine()
    assert str(folder / "data.json") in capsys.readouterr().out


def test_of_a_stranger_nothing_is_written(ann, tmp_path, capsys):
    assert main(["export", "nobody", "-o", str(tmp_path / "out")]) == 0
    assert capsys.readouterr().out == "Nothing is kept of this person.\n"
    assert not (tmp_path / "out").exists()


def test_a_folder_that_cannot_be_written_is_one_sentence(ann, tmp_path, capsys):
    (tmp_path / "out").write_text("a file")
    assert main(["export", ann, "-o", str(tmp_path / "out")]) == 1
    assert capsys.readouterr().err.startswith("export_not_written: ")
