"""Notes of a ticket, for the team alone."""

import pytest

from tests.clock import NOON
from tests.support.one_ticket import ANN, BOB
from unstuck.storage.database import connect, transaction
from unstuck.support import notes
from unstuck.support.actor import BOT
from unstuck.support.notes import MOST_CHARACTERS, NoteKind


@pytest.fixture
def connection(database, desk):
    desk.tickets.open("web-dog", "web", {}, [])
    with transaction(connect(database)) as connection:
        yield connection


def test_notes_are_kept_in_their_order_with_who_wrote_them(connection):
    first = notes.add(connection, NOON, 1, ANN, NoteKind.NOTE, "Looks like the cache.")
    second = notes.add(connection, NOON, 1, BOB, NoteKind.NOTE, "Agreed.")
    notes.add(connection, NOON, 2, BOB, NoteKind.NOTE, "Of another ticket.")
    assert notes.of_ticket(connection, 1) == (first, second)
    assert (first.author, first.author_name, first.at) == ("team-1", "Ann", NOON)


def test_secrets_are_masked_and_what_is_too_long_is_cut(connection):
    note = notes.add(connection, NOON, 1, ANN, NoteKind.NOTE, "My password is hunter2")
    assert note.text == "My password is •••"
    assert len(notes.add(connection, NOON, 1, ANN, NoteKind.NOTE, "x" * 9000).text) == MOST_CHARACTERS


def test_of_one_picture_there_is_one_report(connection):
    report = notes.add(connection, NOON, 1, BOT, NoteKind.REPORT, "It is a HEIC.", "att_1")
    assert notes.add(connection, NOON, 1, BOT, NoteKind.REPORT, "It is a HEIC, again.", "att_1") == report
    notes.add(connection, NOON, 1, BOT, NoteKind.REPORT, "It is a HEIC.", "att_2")
    assert [note.attachment for note in notes.of_ticket(connection, 1)] == ["att_1", "att_2"]
