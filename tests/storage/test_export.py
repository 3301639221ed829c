"""A person's data, for them to have: all that an erasure would erase, and nobody else's."""

import json

import pytest

from tests import pictures
from tests.clock import Clock
from tests.storage.test_erasure import fill
from unstuck.cli.main import main
from unstuck.settings import read
from unstuck.storage.attachments import Attachments
from unstuck.storage.conversations import Conversations, Position
from unstuck.storage.erasers import erasers
from unstuck.storage.export import Export
from unstuck.storage.languages import ConversationLanguages
from unstuck.storage.message_log import MessageLog
from unstuck.support.actor import Actor
from unstuck.support.read_marks import ReadMarks
from unstuck.support.talk import Talk


@pytest.fixture
def settings(tmp_path, monkeypatch):
    monkeypatch.setenv("UNSTUCK_VAR", str(tmp_path / "var"))
    return read()


@pytest.fixture
def ann(settings):
    """Something of Ann, and of Bob, in every table."""
    for who in ("ann-ann-ann", "bob-bob-bob"):
        fill(settings, who, Clock())
        Conversations.from_settings(settings).note(who, "web", Position("threads"), anew=True)
        Conversations.from_settings(settings).not_understood(who, f"words of {who}")
        Conversations.from_settings(settings).rate(who, "up")
        Conversations.from_settings(settings).comment(who, f"a comment of {who}")
        ReadMarks.from_settings(settings).mark(who, 1)
        ConversationLanguages.from_settings(settings).keep(who, "de")
    talk = Talk.from_settings(settings)
    talk.note("U-1001", Actor("team-1", "Zoe"), "ann has an old phone")
    return "ann-ann-ann"


def test_it_holds_what_an_erasure_would_erase_and_nobody_else_s(settings, ann):
    MessageLog(settings.var, "web").mark_deleted(ann)
    data = Export(settings).data(ann)
    erased = {table for eraser in erasers(settings) for table in eraser.tables}
    assert set(data) == erased - {"channel_arrivals", "channel_routes"}  # of messengers alone
    assert "bob-bob-bob" not in json.dumps(data)
    assert data["ticket_notes"][0]["text"] == "ann has an old phone"
    assert data["channel_messages"][0]["body"]["text"] == "hello"


def test_the_command_writes_the_rows_and_the_files(settings, ann, tmp_path, capsys):
    folder = tmp_path / "out"
    assert main(["export", ann, "-o", str(folder)]) == 0
    (file,) = json.loads((folder / "data.json").read_text())["attachments"]
    assert (folder / file["id"]).read_bytes() == pictures.fine()
    assert str(folder / "data.json") in capsys.readouterr().out


def test_a_file_whose_time_is_over_is_left_out(settings, ann, tmp_path):
    Attachments.from_settings(settings).delete_all(ann)
    assert [path.name for path in Export(settings).write(ann, tmp_path / "out")] == ["data.json"]


def test_of_a_stranger_nothing_is_written(settings, ann, tmp_path, capsys):
    assert main(["export", "nobody", "-o", str(tmp_path / "out")]) == 0
    assert capsys.readouterr().out == "Nothing is kept of this person.\n"
    assert not (tmp_path / "out").exists()


def test_a_folder_that_cannot_be_written_is_one_sentence(settings, ann, tmp_path, capsys):
    (tmp_path / "out").write_text("a file")
    assert main(["export", ann, "-o", str(tmp_path / "out")]) == 1
    assert capsys.readouterr().err.startswith("export_not_written: ")
