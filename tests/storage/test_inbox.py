"""The inbox: taken once, read in order, forgotten in time."""

from datetime import timedelta

import pytest

from tests.clock import Clock
from unstuck.storage.inbox import REMEMBERED, Arrival, Inbox


@pytest.fixture
def clock():
    return Clock()


@pytest.fixture
def inbox(database, clock):
    return Inbox(database, "slack", clock)


def arrival(*keys, conversation_id="a"):
    return Arrival(keys, conversation_id, {"channel": "C1"}, {"text": keys[0]})


def test_what_is_delivered_again_is_taken_once_by_any_of_its_ids(inbox):
    assert inbox.take(arrival("event-1", "message-1"))
    assert not inbox.take(arrival("event-2", "message-1"))
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
