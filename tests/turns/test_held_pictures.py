"""Pictures that come while a teammate holds the talk: the report is for the team, and the person hears nothing."""

import pytest

from channels.from_people import sent, typed
from tests import pictures
from unstuck.errors import StoreError
from unstuck.settings import read
from unstuck.storage.attachments import Attachments
from unstuck.storage.message_log import MessageLog
from unstuck.support.actor import Actor
from unstuck.support.board import Board
from unstuck.support.notes import NoteKind
from unstuck.support.team_acts import TeamActs
from unstuck.support.tickets import Tickets
from unstuck.turns.held_pictures import HeldPictures

ANN = Actor("team-1", "Ann")


@pytest.fixture
def settings(tmp_path):
    return read({"UNSTUCK_VAR": str(tmp_path), "UNSTUCK_PHOTO_WORKERS": "1"})


@pytest.fixture
def held(settings):
    """A conversation that Ann holds: what is said in it, as the bot's server finds it."""
    log = MessageLog.from_settings(settings, channel="web")
    log.take("web-cat", "client-1", [typed("help")])
    log.answer("web-cat", [], log.next_waiting("web-cat").id)
    number = Tickets.from_settings(settings).open("web-cat", "web", {}, []).number
    TeamActs.from_settings(settings).take_over(number, ANN)

    def say(*incoming):
        log.take("web-cat", f"client-{len(log.since('web-cat', 0))}", incoming)
        return log.next_waiting("web-cat")

    return say


@pytest.fixture
def pictures_held(settings):
    made = HeldPictures.from_settings(settings)
    yield made
    made.close()


def notes(settings):
    return Board.from_settings(settings).view("U-1001", ANN).notes


async def test_the_report_is_a_note_of_the_ticket_and_there_is_one_of_each_picture(settings, held, pictures_held):
    kept = Attachments.from_settings(settings).put("web-cat", pictures.heic(640, 480), filename="IMG_1.HEIC")
    waiting = held(*sent([kept], "", "{filename}"))
    for _ in range(2):  # once more after a crash
        await pictures_held.hear(waiting)
    (note,) = notes(settings)
    assert (note.kind, note.author, note.attachment) == (NoteKind.REPORT, "bot", kept.id)
    assert "HEIC" in note.text
    assert [entry.author for entry in MessageLog.from_settings(settings, channel="web").since("web-cat", 1)] == [
        "team",
        "user",
    ]


async def test_a_picture_that_is_gone_is_told_of_and_words_are_none(settings, held, pictures_held):
    await pictures_held.hear(held(typed("here it comes")))
    assert notes(settings) == ()
    log = MessageLog.from_settings(settings, channel="web")
    log.answer("web-cat", [], log.next_waiting("web-cat").id)
    kept = Attachments.from_settings(settings).put("web-cat", pictures.fine(), filename="a.png")
    waiting = held(*sent([kept], "", "{filename}"))
    Attachments.from_settings(settings).delete_all("web-cat")
    await pictures_held.hear(waiting)
    (note,) = notes(settings)
    assert "not here any more" in note.text


async def test_a_database_that_is_away_leaves_the_picture_for_later(settings, held, pictures_held, monkeypatch):
    kept = Attachments.from_settings(settings).put("web-cat", pictures.fine(), filename="a.png")
    waiting = held(*sent([kept], "", "{filename}"))

    def away(*_):
        raise StoreError("store_unreachable", "Away.")

    monkeypatch.setattr(pictures_held._tickets, "standing", away)
    with pytest.raises(StoreError):
        await pictures_held.hear(waiting)
