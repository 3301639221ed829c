"""A person's data, for them to have: all that an erasure would erase, and nobody else's."""

import json

import pytest

from tests.clock import Clock
from tests.storage.kept import fill
from unstuck.settings import read
from unstuck.storage.attachments import Attachments
from unstuck.storage.conversation_languages import ConversationLanguages
from unstuck.storage.conversations import Conversations, Position
from unstuck.storage.erasers import erasers
from unstuck.storage.export import Export
from unstuck.storage.message_log import MessageLog
from unstuck.support.actor import Actor
from unstuck.support.read_marks import ReadMarks
from unstuck.support.team_acts import TeamActs


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
    acts = TeamActs.from_settings(settings)
    acts.note("U-1001", Actor("team-1", "Zoe"), "ann has an old phone")
    return "ann-ann-ann"


def test_it_holds_what_an_erasure_would_erase_and_nobody_else_s(settings, ann):
    MessageLog(settings.var, "web").mark_deleted(ann)
    data = Export(settings).data(ann)
    erased = {table for eraser in erasers(settings) for table in eraser.tables}
    assert set(data) == erased - {"channel_arrivals", "channel_routes"}  # of messengers alone
    assert "bob-bob-bob" not in json.dumps(data)
    assert data["ticket_notes"][0]["text"] == "ann has an old phone"
    assert data["channel_messages"][0]["body"]["text"] == "hello"


def test_a_file_whose_time_is_over_is_left_out(settings, ann, tmp_path):
    Attachments.from_settings(settings).delete_all(ann)
    assert [path.name for path in Export(settings).write(ann, tmp_path / "out")] == ["data.json"]
