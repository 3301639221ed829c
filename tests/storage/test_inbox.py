"""The inbox: taken once, read in order, forgotten in time."""

from datetime import timedelta

import pytest
from sqlalchemy import event
from sqlalchemy.exc import OperationalError

from tests.clock import Clock
from unstuck.errors import ArrivalError, StoreError
from unstuck.storage.database import connect
from unstuck.storage.inbox import REMEMBERED, Arrival, ArrivalsSetAside, Inbox
from unstuck.storage.tables import arrivals


@pytest.fixture
def clock():
    return Clock()


@pytest.fixture
def inbox(database, clock):
    return Inbox(database, "slack", clock)


def arrival(*keys, conversation_id="a"):
    return Arrival(keys, conversation_id, {"channel": "C1"}, {"text": keys[0]})


def test_what_is_delivered_again_is_taken_once_by_any_of_its_ids(inbox):
    assert not inbox.has_taken(arrival("event-1", "message-1"))
    assert inbox.take(arrival("event-1", "message-1"))
    assert inbox.has_taken(arrival("event-2", "message-1"))
    assert not inbox.take(arrival("event-2", "message-1"))
    assert inbox.waiting() == ["a"]


def test_what_could_not_be_written_down_as_a_whole_is_taken_when_it_is_delivered_again(inbox, database):
    def refuse(_, __, statement, *___):
        if statement.startswith(f"INSERT INTO {arrivals.name}"):
            raise OperationalError(statement, {}, OSError("disk full"))

    event.listen(connect(database), "before_cursor_execute", refuse)
    with pytest.raises(StoreError):
        inbox.take(arrival("event-1"))
    event.remove(connect(database), "before_cursor_execute", refuse)
    assert not inbox.has_taken(arrival("event-1"))
    assert inbox.take(arrival("event-1"))
    assert inbox.waiting() == ["a"]


def test_a_conversation_is_read_in_the_order_in_which_it_came(inbox):
    for number in range(3):
        inbox.take(arrival(f"event-{number}"))
    read = []
    while found := inbox.next_waiting("a"):
        read.append(found[1].body["text"])
        inbox.done(found[0])
    assert read == ["event-0", "event-1", "event-2"]
    assert inbox.waiting() == []


def test_another_channel_s_messages_are_not_read(inbox, database):
    inbox.take(arrival("event-1"))
    assert Inbox(database, "telegram").next_waiting("a") is None


def test_an_id_is_remembered_as_long_as_it_may_be_delivered_again(inbox, clock):
    inbox.take(arrival("event-1"))
    clock.time += REMEMBERED
    inbox.sweep()
    assert not inbox.take(arrival("event-1"))
    clock.time += timedelta(seconds=1)
    inbox.sweep()
    assert inbox.take(arrival("event-1"))


def test_what_was_set_aside_waits_for_an_operator_alone(inbox, database, clock):
    for number in range(2):
        inbox.take(arrival(f"event-{number}"))
    number, _ = inbox.next_waiting("a")
    assert [inbox.tried(number) for _ in range(3)] == [1, 2, 3]
    inbox.not_tried(number)
    inbox.set_aside(number, "KeyError at place.py:3 read" * 20)
    assert inbox.next_waiting("a")[0] != number
    clock.time += REMEMBERED * 10
    inbox.sweep()
    aside = ArrivalsSetAside(database)
    (one,) = aside.all()
    assert (one.number, one.attempts, len(one.reason)) == (number, 2, 200)
    aside.retry(number)
    assert aside.all() == []
    assert inbox.next_waiting("a") == (number, arrival("event-0"))
    with pytest.raises(ArrivalError):
        aside.retry(number)
    inbox.set_aside(number, "again")
    aside.drop(number)
    assert (aside.all(), inbox.waiting()) == ([], [])
    with pytest.raises(ArrivalError):
        aside.drop(number)


def test_secrets_are_masked_before_anything_is_written(inbox, database):
    words = {"text": "my password is hunter2", "note": {"text": "pw: hunter2", "file": {"name": "pass hunter2.jpg"}}}
    listed = {
        "files": [{"id": "4111111111111111", "name": "my password is hunter2", "url": "https://x/4111111111111111"}]
    }
    inbox.take(Arrival(("1",), "a", {"chat": 4111111111111111}, words | listed))
    _, kept = inbox.next_waiting("a")
    assert "hunter2" not in str(kept)
    assert kept.body["text"] == "my password is •••"
    assert kept.body["files"][0] | {"name": ""} == listed["files"][0] | {"name": ""}
    if not isinstance(database, str):
        assert not any(b"hunter2" in path.read_bytes() for path in database.iterdir())
