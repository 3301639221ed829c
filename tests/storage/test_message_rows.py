"""Rows of the message log, written in a transaction that is open already."""

import pytest
from sqlalchemy.exc import IntegrityError

from tests.clock import NOON
from unstuck.storage import message_rows
from unstuck.storage.database import connect
from unstuck.storage.message_rows import BOT, USER, Draft
from unstuck.wording.messages import Message, Step

STEP = Step("Open it.", fix=1, fixes=2, fix_title="Restart", step=1, steps=3, title="Open", body="Open it.")


def test_what_is_written_is_read_again_and_numbered_behind_the_latest(tmp_path):
    with connect(tmp_path).begin() as connection:
        drafts = [Draft(USER, Message("hi"), "c1", {"text": "hi"}), Draft(BOT, STEP, address={"thread": "7"})]
        written = message_rows.write(connection, "web", "ann", NOON, 4, drafts)
        state = message_rows.state(connection, "ann", "c1")
    assert [(entry.seq, entry.author, entry.message) for entry in written] == [
        (5, USER, Message("hi")),
        (6, BOT, STEP),
    ]
    assert written[1].address == {"thread": "7"}
    assert (state.latest, state.taken, state.held, state.deleted) == (6, True, False, False)


def test_one_number_is_given_once(tmp_path):
    twice = [Draft(USER, Message("hi"))]
    with connect(tmp_path).connect() as connection:
        message_rows.write(connection, "web", "ann", NOON, 0, twice)
        with pytest.raises(IntegrityError):
            message_rows.write(connection, "web", "ann", NOON, 0, twice)
    with connect(tmp_path).begin() as connection:
        assert message_rows.state(connection, "ann").latest == 0
