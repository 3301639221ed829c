"""Answering: each message once, in its order, whatever breaks in between."""

import asyncio

import pytest

from channels import answering as module
from channels.turns import Turns
from tests.channels.house import Dialogue, House
from unstuck.coordination.one_process import Alone
from unstuck.errors import StoreError
from unstuck.storage.message_log import Incoming
from unstuck.wording.messages import Message, Trouble
from unstuck.wording.refusals import sentence


async def test_what_was_taken_before_a_crash_is_answered_after_it(house, tmp_path):
    house.dialogue.pause.clear()
    await house.say("hello")
    after = House(tmp_path)
    await after.turns.resume()
    await after.settle()
    assert after.dialogue.turns == [("a", "hello")]
    assert after.screen.texts == ["re: hello"]
    house.dialogue.pause.set()


async def test_a_turn_that_was_finished_before_the_crash_is_not_done_again(house, tmp_path):
    house.dialogue.pause.clear()
    await house.say("next")
    after = House(tmp_path)
    after.dialogue.in_tracker = [Message("step 2")]
    await after.turns.resume()
    await after.settle()
    assert after.dialogue.turns == []
    assert after.screen.texts == ["step 2"]
    house.dialogue.pause.set()


async def test_a_server_that_is_given_the_next_message_does_not_do_again_what_another_had_finished(house, tmp_path):
    house.dialogue.pause.clear()
    await house.say("next")
    other = House(tmp_path)
    other.dialogue.in_tracker = [Message("step 2")]
    await other.say("and then?", "m2")
    await other.settle()
    assert other.dialogue.turns == [("a", "and then?")]
    assert other.screen.texts == ["and then?", "step 2", "re: and then?"]
    house.dialogue.pause.set()


async def test_an_answer_that_could_not_be_written_down_is_taken_from_the_tracker(house, monkeypatch):
    write, failed = house.message_log.answer, []

    def answer(conversation_id, messages, to):
        if not failed:
            failed.append(to)
            house.dialogue.in_tracker = list(messages)
            raise StoreError("store_unreachable", "The database cannot be used just now: please try again.")
        return write(conversation_id, messages, to)

    monkeypatch.setattr(house.message_log, "answer", answer)
    await house.say("next")
    await house.settle()
    assert len(house.dialogue.turns) == 1
    assert house.screen.texts == ["next", "re: next"]


async def test_the_bot_greets_once_and_only_before_anything_is_said(house):
    await asyncio.gather(house.turns.greet("a"), house.turns.greet("a"))
    assert house.screen.texts == ["re: /greet"]
    await house.say("hi", conversation_id="b")
    await house.turns.greet("b")
    await house.settle()
    assert "re: /greet" not in [entry.message.text for entry in house.message_log.since("b", 0)]


async def test_a_greeting_that_could_not_be_written_down_is_taken_from_the_tracker(house):
    house.dialogue.in_tracker = [Message("hello there")]
    await house.turns.greet("a")
    assert house.dialogue.turns == []
    assert house.screen.texts == ["hello there"]


async def test_the_three_dots_go_when_the_answer_is_there(house):
    await house.say("hello")
    await house.settle()
    assert house.screen.dots == [True, False]


async def test_the_greeting_comes_as_soon_as_the_stores_are_back(house, monkeypatch):
    look, failed = house.message_log.is_new, []

    def is_new(conversation_id):
        if not failed:
            failed.append(conversation_id)
            raise StoreError("store_unreachable", "The database cannot be used just now: please try again.")
        return look(conversation_id)

    monkeypatch.setattr(house.message_log, "is_new", is_new)
    await house.turns.greet("a")
    assert house.screen.texts == ["re: /greet"]


class Failing(Dialogue):
    """Fails at the first `failures` turns; its tracker remembers each by its id."""

    def __init__(self, failures):
        super().__init__()
        self.failures, self.tracker = failures, {}

    async def turn(self, conversation_id, text, id, metadata):
        said = await super().turn(conversation_id, text, id, metadata)
        assert id not in self.tracker, "Rasa is given the same message again"
        self.tracker[id] = [Trouble(sentence("trouble"))] if len(self.turns) <= self.failures else said
        return self.tracker[id]

    async def answer_in_tracker(self, conversation_id, id):
        return self.tracker.get(id)


@pytest.fixture
def failing(house):
    house.dialogue = Failing(3)
    house.turns = Turns(house.message_log, house.dialogue, house.screen, Alone())
    house.message_log.take("a", "id-hello", [Incoming(Message("hi"), "hi")])
    house.message_log.answer("a", [], house.message_log.next_waiting("a").id)
    return house


async def prompted(house):
    assert house.message_log.prompt("a", "fix-1", "/team_news")
    await house.turns.resume()
    await house.settle()


async def test_what_nobody_sent_is_tried_again_until_it_works(failing):
    await prompted(failing)
    assert [text for _, text in failing.dialogue.turns] == ["/team_news"] * 4
    assert failing.screen.texts == ["re: /team_news"]


async def test_what_nobody_sent_gets_through_to_what_goes_down_and_up_at_the_pace_of_the_tries(failing, monkeypatch):
    clock, worked = [0.0], failing.dialogue.turn

    async def sleep(seconds):
        clock[0] += seconds

    async def turn(*message):
        failing.dialogue.failures = 100 if clock[0] % 5 < 2.5 else 0
        return await worked(*message)

    monkeypatch.setattr(module, "RETRY_SECONDS", 5)
    monkeypatch.setattr(module.asyncio, "sleep", sleep)
    monkeypatch.setattr(failing.dialogue, "turn", turn)
    await prompted(failing)
    assert failing.screen.texts == ["re: /team_news"]


async def test_what_nobody_sent_is_given_up_in_the_end_and_holds_nothing_up(failing):
    failing.dialogue.failures = 100
    await prompted(failing)
    assert len(failing.dialogue.turns) == module.PROMPT_TRIES
    assert failing.screen.texts == [sentence("trouble")]


async def test_what_nobody_sent_and_another_server_has_tried_is_neither_tried_nor_said_twice(failing):
    """The other server was killed after a try that worked, before it wrote that down."""
    failing.message_log.prompt("a", "fix-1", "/team_news")
    id = failing.message_log.next_waiting("a").id
    failing.dialogue.tracker = {id: [Trouble(sentence("trouble"))], f"{id}.1": [Message("re: /team_news")]}
    await failing.turns.resume()
    await failing.settle()
    assert failing.screen.texts == ["re: /team_news"]
    assert failing.dialogue.turns == []


async def test_a_person_s_message_that_fails_is_theirs_to_send_again(failing):
    await failing.say("next")
    await failing.settle()
    assert failing.screen.texts == ["next", sentence("trouble")]
