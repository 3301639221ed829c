"""The store of conversations: when one begins, how it ends, and that it names nobody."""

from datetime import timedelta

import pytest
from sqlalchemy import select

from tests.clock import NOON, Clock
from unstuck.storage.conversations import (
    HANDED_OFF,
    LONGEST_COMMENT,
    MOST_CHARACTERS,
    SOLVED,
    Conversations,
    Position,
    comments,
    conversations,
    unclear_messages,
)
from unstuck.storage.database import connect, transaction

STEP = Position("a", "glitch", "restart", 1)


@pytest.fixture
def clock():
    return Clock()


@pytest.fixture
def store(database, clock):
    return Conversations(database, b"key", timedelta(days=30), clock)


@pytest.fixture
def rows(database):
    def read(table=conversations):
        with transaction(connect(database)) as connection:
            return connection.execute(select(table).order_by(table.c.id)).all()

    return read


def test_one_conversation_is_one_row_that_moves_on(store, rows, clock):
    store.note("ann", "web", Position("a"), anew=True)
    clock.pass_by(minutes=300)
    store.note("ann", "web", STEP, anew=True)
    (row,) = rows()
    assert (row.begun, row.last) == (NOON, clock.time)
    assert (row.article, row.cause, row.method, row.step, row.end) == ("a", "glitch", "restart", 1, "")


def test_thanks_after_the_end_do_not_begin_another_but_a_new_trouble_does(store, rows, clock):
    store.note("ann", "web", STEP, SOLVED)
    store.note("ann", "web", STEP)
    assert [row.end for row in rows()] == [SOLVED]
    store.note("ann", "web", Position("a"), anew=True)
    assert [row.end for row in rows()] == [SOLVED, ""]


def test_going_on_after_a_hand_off_is_the_same_conversation_until_an_hour_has_passed(store, rows, clock):
    store.note("ann", "web", STEP, HANDED_OFF)
    clock.pass_by(minutes=59)
    store.note("ann", "web", STEP, anew=True)
    assert len(rows()) == 1
    clock.pass_by(minutes=61)
    store.note("ann", "web", STEP, anew=True)
    assert len(rows()) == 2


def test_what_ends_last_counts(store, rows):
    store.note("ann", "web", STEP, HANDED_OFF)
    store.note("ann", "web", STEP, SOLVED)
    assert [row.end for row in rows()] == [SOLVED]


def test_a_thumb_belongs_to_the_latest_conversation_of_that_person(store, rows):
    store.note("ann", "web", STEP, SOLVED)
    store.note("bob", "web", STEP, SOLVED)
    store.rate("ann", "down")
    store.rate("nobody", "up")
    assert [row.thumb for row in rows()] == ["down", ""]


def test_a_comment_is_kept_with_its_thumb_masked_and_no_longer_than_may_be(store, rows):
    store.note("ann", "web", STEP, SOLVED)
    store.comment("ann", "before the thumb")
    store.rate("ann", "down")
    store.comment("ann", " ")
    store.comment("ann", "my password is hunter2")
    store.comment("ann", "x" * 10_000)
    first, second = rows(comments)
    assert (first.thumb, "hunter2" in first.text) == ("down", False)
    assert len(second.text) == LONGEST_COMMENT


def test_a_comment_goes_after_its_time_and_with_its_person(store, rows, clock):
    for person in ("ann", "bob"):
        store.note(person, "web", STEP, SOLVED)
        store.rate(person, "up")
    store.comment("ann", "old")
    clock.pass_by(minutes=30 * 24 * 60)
    store.comment("ann", "new")
    store.comment("bob", "stays")
    assert [row.text for row in rows(comments)] == ["new", "stays"]
    assert store.forget("ann") == 2
    assert [row.text for row in rows(comments)] == ["stays"]


def test_nothing_that_is_stored_names_anybody(store, rows):
    store.note("ann-from-accounting", "web", STEP)
    store.not_understood("ann-from-accounting", "my password is hunter2")
    stored = str([*rows(), *rows(unclear_messages)])
    assert "accounting" not in stored
    assert "hunter2" not in stored


def test_under_another_key_the_same_person_has_another_name(database, store, rows):
    store.note("ann", "web", STEP)
    Conversations(database, b"other", timedelta(days=30)).note("ann", "web", STEP)
    first, second = rows()
    assert first.person != second.person


def test_what_was_not_understood_goes_after_its_time(store, rows, clock):
    store.not_understood("ann", "old")
    clock.pass_by(minutes=30 * 24 * 60)
    store.not_understood("ann", "new")
    assert [row.text for row in rows(unclear_messages)] == ["new"]


def test_a_button_that_was_not_understood_leaves_no_words(store, rows):
    store.not_understood("ann", " \n")
    store.not_understood("ann", "")
    assert rows(unclear_messages) == []


def test_of_a_very_long_message_only_the_beginning_is_kept(store, rows):
    store.not_understood("ann", "x" * 10_000)
    assert [len(row.text) for row in rows(unclear_messages)] == [MOST_CHARACTERS]


def test_who_is_forgotten_leaves_counts_and_no_words(store, rows):
    store.note("ann", "web", STEP, SOLVED)
    store.not_understood("ann", "hello there")
    store.not_understood("bob", "stays")
    assert (store.forget("ann"), store.forget("ann")) == (2, 0)
    assert [row.text for row in rows(unclear_messages)] == ["stays"]
    assert [(row.person, row.end) for row in rows()] == [("", SOLVED)]
    store.note("ann", "web", STEP)
    assert len(rows()) == 2


def test_a_hostile_id_is_an_id_like_any_other(store, rows):
    store.note("'; DROP TABLE conversations; --", "web", STEP)
    assert len(rows()) == 1
