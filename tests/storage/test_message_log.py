"""The log: one order for all, everything once, nothing lost."""

from concurrent.futures import ThreadPoolExecutor

import pytest

from unstuck.errors import ChannelError
from unstuck.storage.message_log import Incoming, MessageLog
from unstuck.wording.messages import Button, Message, Step

NEXT = Button("Done, next", "/next_step")
HELLO = [Incoming(Message("hello"), "hello", {"caption": "x"})]


@pytest.fixture
def message_log(database):
    return MessageLog(database, "web")


def test_numbers_rise_by_one_in_each_conversation(message_log):
    message_log.take("a", "id-1", HELLO)
    message_log.answer("a", [Message("hi"), Message("how are you?")], None)
    message_log.take("b", "id-1", HELLO)
    assert [(entry.seq, entry.author, entry.message.text) for entry in message_log.since("a", 0)] == [
        (1, "user", "hello"),
        (2, "bot", "hi"),
        (3, "bot", "how are you?"),
    ]
    assert [entry.seq for entry in message_log.since("a", 2)] == [3]
    assert [entry.seq for entry in message_log.since("b", 0)] == [1]


def test_the_same_id_is_taken_once(message_log):
    assert len(message_log.take("a", "id-1", HELLO)) == 1
    assert message_log.take("a", "id-1", HELLO) == []
    assert len(message_log.since("a", 0)) == 1


def test_several_pictures_have_ids_of_their_own(message_log):
    assert [entry.client_id for entry in message_log.take("a", "id-1", HELLO * 3)] == ["id-1", "id-1.2", "id-1.3"]


def test_a_message_waits_until_its_answer_is_written_down(message_log, database):
    message_log.take("a", "id-1", HELLO)
    again = MessageLog(database, "web")
    assert again.unanswered() == ["a"]
    waiting = again.next_waiting("a")
    assert (waiting.text, waiting.metadata) == ("hello", {"caption": "x"})
    again.answer("a", [Message("hi")], waiting.id)
    assert message_log.next_waiting("a") is None
    assert message_log.unanswered() == []


def test_what_waits_in_another_channel_is_that_channel_s(message_log, database):
    message_log.take("a", "id-1", HELLO)
    assert MessageLog(database, "slack").unanswered() == []


def test_only_what_the_bot_offered_counts_as_offered(message_log):
    message_log.answer("a", [Message("go on?", (NEXT, Button("Stop", "/stop_guide")))], None)
    message_log.answer(
        "a",
        [Step("", (Button("Next", "/next_step"),), fix=1, fixes=1, fix_title="", step=1, steps=1, title="", body="")],
        None,
    )
    assert message_log.offered("a", "/next_step") == [Button("Next", "/next_step"), NEXT]
    assert message_log.offered("a", "/restart") == []
    assert message_log.offered("b", "/next_step") == []


def test_what_a_person_said_last_is_known(message_log):
    assert message_log.last_said("a") is None
    message_log.take("a", "id-1", HELLO)
    message_log.take("a", "id-2", [Incoming(Message("it fails"), "it fails")])
    message_log.answer("a", [Message("hi")], None)
    assert (message_log.last_said("a").client_id, message_log.last_said("a").message.text) == ("id-2", "it fails")


def test_a_deleted_conversation_takes_nothing_more(message_log):
    message_log.take("a", "id-1", HELLO)
    message_log.take("b", "id-1", HELLO)
    message_log.mark_deleted("a")
    message_log.mark_deleted("a")
    with pytest.raises(ChannelError, match="deleted"):
        message_log.take("a", "id-2", HELLO)
    assert message_log.answer("a", [Message("late")], None) == []
    assert [entry.author for entry in message_log.since("a", 0)] == ["user"]
    assert message_log.is_deleted("a")
    assert not message_log.is_deleted("b")
    assert len(message_log.since("b", 0)) == 1


def test_writers_of_different_conversations_do_not_disturb_each_other(message_log):
    with ThreadPoolExecutor(8) as pool:
        list(pool.map(lambda name: message_log.take(name, "id-1", HELLO), "abcdefgh"))
    assert sorted(message_log.unanswered()) == list("abcdefgh")


def test_a_message_that_another_server_has_answered_is_not_answered_again(database):
    message_log = MessageLog(database, "web")
    message_log.take("a", "id-hello", [Incoming(Message("hello"), "hello")])
    waiting = message_log.next_waiting("a")
    assert message_log.answer("a", [Message("hi")], to=waiting.id)
    assert message_log.answer("a", [Message("hi")], to=waiting.id) == []
    assert [entry.message.text for entry in message_log.since("a", 0)] == ["hello", "hi"]
