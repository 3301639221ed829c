"""The log: one order for all, everything once, nothing lost."""

from concurrent.futures import ThreadPoolExecutor

import pytest

from unstuck.errors import ChannelError
from unstuck.storage.message_log import Incoming, Log
from unstuck.wording.messages import Button, Message, Step

NEXT = Button("Done, next", "/next_step")
HELLO = [Incoming(Message("hello"), "hello", {"caption": "x"})]


@pytest.fixture
def log(place):
    return Log(place, "web")


def test_numbers_rise_by_one_in_each_conversation(log):
    log.take("a", "id-1", HELLO)
    log.answer("a", [Message("hi"), Message("how are you?")], None)
    log.take("b", "id-1", HELLO)
    assert [(entry.seq, entry.author, entry.message.text) for entry in log.since("a", 0)] == [
        (1, "user", "hello"),
        (2, "bot", "hi"),
        (3, "bot", "how are you?"),
    ]
    assert [entry.seq for entry in log.since("a", 2)] == [3]
    assert [entry.seq for entry in log.since("b", 0)] == [1]


def test_the_same_id_is_taken_once(log):
    assert len(log.take("a", "id-1", HELLO)) == 1
    assert log.take("a", "id-1", HELLO) == []
    assert len(log.since("a", 0)) == 1


def test_several_pictures_have_ids_of_their_own(log):
    assert [entry.client_id for entry in log.take("a", "id-1", HELLO * 3)] == ["id-1", "id-1.2", "id-1.3"]


def test_a_message_waits_until_its_answer_is_written_down(log, place):
    log.take("a", "id-1", HELLO)
    again = Log(place, "web")
    assert again.unanswered() == ["a"]
    waiting = again.next_waiting("a")
    assert (waiting.text, waiting.metadata) == ("hello", {"caption": "x"})
    again.answer("a", [Message("hi")], waiting.id)
    assert log.next_waiting("a") is None
    assert log.unanswered() == []


def test_what_waits_in_another_channel_is_that_channel_s(log, place):
    log.take("a", "id-1", HELLO)
    assert Log(place, "slack").unanswered() == []


def test_only_what_the_bot_offered_counts_as_offered(log):
    log.answer("a", [Message("go on?", (NEXT, Button("Stop", "/stop_guide")))], None)
    log.answer(
        "a",
        [Step("", (Button("Next", "/next_step"),), fix=1, fixes=1, fix_title="", step=1, steps=1, title="", body="")],
        None,
    )
    assert log.offered("a", "/next_step") == [Button("Next", "/next_step"), NEXT]
    assert log.offered("a", "/restart") == []
    assert log.offered("b", "/next_step") == []


def test_what_a_person_said_last_is_known(log):
    assert log.last_said("a") is None
    log.take("a", "id-1", HELLO)
    log.take("a", "id-2", [Incoming(Message("it fails"), "it fails")])
    log.answer("a", [Message("hi")], None)
    assert (log.last_said("a").client_id, log.last_said("a").message.text) == ("id-2", "it fails")


def test_a_deleted_conversation_takes_nothing_more_and_keeps_nothing(log):
    log.take("a", "id-1", HELLO)
    log.take("b", "id-1", HELLO)
    log.mark_deleted("a")
    log.mark_deleted("a")
    log.erase("a")
    with pytest.raises(ChannelError, match="deleted"):
        log.take("a", "id-2", HELLO)
    assert log.answer("a", [Message("late")], None) == []
    assert log.since("a", 0) == []
    assert log.is_deleted("a")
    assert not log.is_deleted("b")
    assert len(log.since("b", 0)) == 1


def test_writers_of_different_conversations_do_not_disturb_each_other(log):
    with ThreadPoolExecutor(8) as pool:
        list(pool.map(lambda name: log.take(name, "id-1", HELLO), "abcdefgh"))
    assert sorted(log.unanswered()) == list("abcdefgh")


def test_a_message_that_another_server_has_answered_is_not_answered_again(place):
    log = Log(place, "web")
    log.take("a", "id-hello", [Incoming(Message("hello"), "hello")])
    waiting = log.next_waiting("a")
    assert log.answer("a", [Message("hi")], to=waiting.id)
    assert log.answer("a", [Message("hi")], to=waiting.id) == []
    assert [entry.message.text for entry in log.since("a", 0)] == ["hello", "hi"]
