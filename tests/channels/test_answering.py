"""Turns: each message answered once, in its order, whatever breaks in between."""

import asyncio

import pytest

from channels import answering as module
from channels.answering import Turns
from unstuck.coordination.one_process import Alone
from unstuck.errors import StoreError
from unstuck.storage.message_log import Incoming, MessageLog
from unstuck.support.actor import Actor
from unstuck.support.talk import Talk
from unstuck.support.tickets import Tickets
from unstuck.wording.messages import Message, Trouble
from unstuck.wording.refusals import sentence

ANN = Actor("team-1", "Ann")


class Dialogue:
    """Answers `re: TEXT`; remembers each turn."""

    def __init__(self):
        self.begun = 0
        self.turns = []
        self.pause = asyncio.Event()
        self.pause.set()
        self.in_tracker = None
        self.forgotten = []

    async def turn(self, conversation_id, text, id, metadata):
        self.begun += 1
        await self.pause.wait()
        self.turns.append((conversation_id, text))
        return [Message(f"re: {text}")]

    async def answer_in_tracker(self, conversation_id, id):
        return self.in_tracker

    async def forget(self, conversation_id):
        self.forgotten.append(conversation_id)


class Display:
    """Keeps what was shown."""

    def __init__(self):
        self.shown = []
        self.dots = []

    async def show(self, entries):
        self.shown += entries

    async def typing(self, conversation_id, on, by=None):
        self.dots.append(by or on)

    async def read(self, conversation_id, seq):
        self.dots.append(seq)

    @property
    def authors(self):
        """Of each message, which a page knows by its number."""
        return [author for _, author in sorted({(entry.seq, entry.author) for entry in self.shown})]

    @property
    def texts(self):
        return [entry.message.text for entry in self.shown]


class House:
    def __init__(self, folder):
        self.message_log, self.dialogue, self.screen = MessageLog(folder, "web"), Dialogue(), Display()
        self.turns = Turns(self.message_log, self.dialogue, self.screen, Alone())

    async def say(self, text, id=None, conversation_id="a"):
        await self.turns.take(conversation_id, id or f"id-{text}", lambda: [Incoming(Message(text), text)])

    async def settle(self):
        await self.turns.settle()


@pytest.fixture
def house(tmp_path, monkeypatch):
    monkeypatch.setattr(module, "RETRY_SECONDS", 0)
    return House(tmp_path)


async def test_messages_are_answered_in_the_order_in_which_they_were_sent(house):
    await asyncio.gather(*(house.say(str(number)) for number in range(10)))
    await house.settle()
    assert [text for _, text in house.dialogue.turns] == [str(number) for number in range(10)]
    assert [entry.seq for entry in house.screen.shown] == list(range(1, 21))


async def test_a_message_is_taken_at_once_while_the_one_before_is_still_answered(house):
    house.dialogue.pause.clear()
    await house.say("one")
    await house.say("two")
    assert house.screen.texts == ["one", "two"]
    house.dialogue.pause.set()
    await house.settle()
    assert house.screen.texts == ["one", "two", "re: one", "re: two"]


async def test_the_same_id_ten_times_at_once_is_one_turn(house):
    await asyncio.gather(*(house.say("hello", "id-same") for _ in range(10)))
    await house.settle()
    assert house.screen.texts == ["hello", "re: hello"]


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


async def test_a_conversation_is_erased_after_the_turn_that_runs_and_takes_nothing_more(house):
    house.dialogue.pause.clear()
    await house.say("one")
    await house.say("two")
    while not house.dialogue.begun:
        await asyncio.sleep(0.01)
    erased = []
    erasing = asyncio.create_task(house.turns.erase("a", erased.append))
    while not house.message_log.is_deleted("a"):
        await asyncio.sleep(0.01)
    house.dialogue.pause.set()
    await erasing
    await house.settle()
    assert house.dialogue.forgotten == ["a"]
    assert house.dialogue.turns == [("a", "one")]
    assert erased == ["a"]
    assert "re: two" not in house.screen.texts


async def test_a_deleted_conversation_is_neither_greeted_nor_answered_again(house, tmp_path):
    house.dialogue.pause.clear()
    await house.say("hello")
    house.message_log.mark_deleted("a")
    after = House(tmp_path)
    await after.turns.resume()
    await after.turns.greet("a")
    await after.settle()
    assert after.dialogue.turns == []
    house.dialogue.pause.set()


async def test_the_three_dots_go_when_the_answer_is_there(house):
    await house.say("hello")
    await house.settle()
    assert house.screen.dots == [True, False]


async def test_a_server_that_stops_ends_its_turn_takes_nothing_more_and_leaves_the_rest_to_another(house, tmp_path):
    house.dialogue.pause.clear()
    await house.say("one")
    await house.say("two")
    while not house.dialogue.begun:
        await asyncio.sleep(0.01)
    closing = asyncio.create_task(house.turns.close())
    await asyncio.sleep(0)
    with pytest.raises(StoreError) as caught:
        await house.say("three")
    assert caught.value.code == "server_stopping"
    house.dialogue.pause.set()
    await closing
    assert house.dialogue.turns == [("a", "one")]
    after = House(tmp_path)
    await after.turns.resume()
    await after.settle()
    assert after.dialogue.turns == [("a", "two")]
    assert [entry.message.text for entry in after.message_log.since("a", 0)] == ["one", "two", "re: one", "re: two"]


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


class Ear:
    """Remembers what it was told to hear."""

    def __init__(self):
        self.heard = []

    async def hear(self, waiting):
        self.heard.append(waiting.text)


@pytest.fixture
def held(house, tmp_path):
    """A conversation with a ticket, in which nobody has answered yet: its number, and the team's talk."""
    talk = Talk(tmp_path)
    number = Tickets(tmp_path).open("a", "web", {}, []).number
    return number, talk


async def test_a_turn_that_runs_when_somebody_takes_over_is_not_shown(house, held):
    number, talk = held
    house.dialogue.pause.clear()
    await house.say("one")
    while not house.dialogue.begun:
        await asyncio.sleep(0)
    await house.turns.act("a", lambda: talk.take_over(number, ANN))
    house.dialogue.pause.set()
    await house.settle()
    assert house.screen.authors == ["user", "team"]


async def test_while_it_is_held_no_turn_runs_and_the_team_hears_of_each_message_in_order(house, held):
    number, talk = held
    house.turns._listener = ear = Ear()
    await house.say("one")
    await house.settle()
    await house.turns.act("a", lambda: talk.take_over(number, ANN))
    await asyncio.gather(*(house.say(f"held {count}") for count in range(5)))
    await house.settle()
    await house.turns.act("a", lambda: talk.hand_back(number, ANN))
    await house.settle()
    assert ear.heard == [f"held {count}" for count in range(5)]
    assert [text for _, text in house.dialogue.turns] == ["one", '/team_news{"news":"handed_back","by":"Ann"}']
    seqs = [entry.seq for entry in house.screen.shown]
    assert seqs == sorted(set(seqs))


async def test_what_a_turn_itself_writes_down_is_shown(house, held, tmp_path):
    """The result of a fix goes back to the teammate in the middle of the turn, whose words then are not said."""
    number, talk = held
    await house.say("one")
    await house.settle()
    house.message_log = MessageLog(tmp_path, "web")

    async def turn(conversation_id, text, id, metadata):
        await asyncio.to_thread(talk.take_over, number, ANN)
        return [Message("Thanks, I pass that on.")]

    house.dialogue.turn = turn
    await house.say("done")
    await house.settle()
    assert house.screen.authors == ["user", "bot", "user", "team"]


async def test_the_person_sees_who_types_and_what_was_read(house, held):
    await house.turns.typing("a", True, "Ann")
    await house.turns.read("a", 3)
    assert house.screen.dots == ["Ann", 3]


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
