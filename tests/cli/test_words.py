"""`unstuck words`: a language is begun with a file to fill in, and checked before people read it."""

import shutil

import pytest

from unstuck import settings
from unstuck.cli.main import main


@pytest.fixture
def folder(tmp_path, monkeypatch):
    shutil.copy(settings.read().words / "en.yml", tmp_path)
    monkeypatch.setenv("UNSTUCK_WORDS", str(tmp_path))
    return tmp_path


def test_what_a_new_language_lacks_is_named_one_a_line(folder, capsys):
    assert main(["words", "frame", "da"]) == 0
    assert f"Wrote {folder / 'da.yml'}" in capsys.readouterr().out
    assert main(["words", "check", "da"]) == 1
    lines = capsys.readouterr().err.splitlines()
    assert lines[0].startswith("words_lack: ")
    assert len(lines) > 100
    assert all(f"{folder / 'da.yml'}: " in line for line in lines)
    assert all(line.endswith(".") for line in lines)


def test_a_file_that_is_begun_is_kept(folder):
    main(["words", "frame", "da"])
    path = folder / "da.yml"
    path.write_text(path.read_text().replace("name:", "name: Dansk #", 1))
    assert main(["words", "frame", "da"]) == 0
    assert "name: Dansk" in path.read_text()


def test_beside_english_alone_nothing_lacks(folder, capsys):
    assert main(["words", "check"]) == 0
    assert capsys.readouterr().out == "0 languages beside English checked, nothing lacks.\n"


@pytest.mark.parametrize("code", ["xx", "qqq"])
def test_a_code_of_no_language_is_one_sentence(folder, capsys, code):
    assert main(["words", "frame", code]) == 1
    assert capsys.readouterr().err == f"no_language: There is no language '{code}': give its code, like de.\n"
    assert not (folder / f"{code}.yml").exists()
