"""Turns: taken at once, shown in one order, and forgotten when that is asked for."""

import asyncio

import pytest

from channels.turns import Turns
from tests.channels.house import House
from unstuck.coordination.one_process import Alone
from unstuck.errors import StoreError
from unstuck.storage.message_log import MessageLog
from unstuck.support.actor import Actor
from unstuck.support.team_acts import TeamActs
from unstuck.support.tickets import Tickets
from unstuck.wording.messages import Message

ANN = Actor("team-1", "Ann")


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


class Ear:
    """Remembers what it was told to hear."""

    def __init__(self):
        self.heard = []

    async def hear(self, waiting):
        self.heard.append(waiting.text)


@pytest.fixture
def held(house, tmp_path):
    """A conversation with a ticket, in which nobody has answered yet: its number, and the acts of the team."""
    acts = TeamActs(tmp_path)
    number = Tickets(tmp_path).open("a", "web", {}, []).number
    return number, acts


async def test_a_turn_that_runs_when_somebody_takes_over_is_not_shown(house, held):
    number, acts = held
    house.dialogue.pause.clear()
    await house.say("one")
    while not house.dialogue.begun:
        await asyncio.sleep(0)
    await house.turns.act("a", lambda: acts.take_over(number, ANN))
    house.dialogue.pause.set()
    await house.settle()
    assert house.screen.authors == ["user", "team"]


async def test_while_it_is_held_no_turn_runs_and_the_team_hears_of_each_message_in_order(house, held):
    number, acts = held
    ear = Ear()
    house.turns = Turns(house.message_log, house.dialogue, house.screen, Alone(), ear)
    await house.say("one")
    await house.settle()
    await house.turns.act("a", lambda: acts.take_over(number, ANN))
    await asyncio.gather(*(house.say(f"held {count}") for count in range(5)))
    await house.settle()
    await house.turns.act("a", lambda: acts.hand_back(number, ANN))
    await house.settle()
    assert ear.heard == [f"held {count}" for count in range(5)]
    assert [text for _, text in house.dialogue.turns] == ["one", '/team_news{"news":"handed_back","by":"Ann"}']
    seqs = [entry.seq for entry in house.screen.shown]
    assert seqs == sorted(set(seqs))


async def test_what_a_turn_itself_writes_down_is_shown(house, held, tmp_path):
    """The result of a fix goes back to the teammate in the middle of the turn, whose words then are not said."""
    number, acts = held
    await house.say("one")
    await house.settle()
    house.message_log = MessageLog(tmp_path, "web")

    async def turn(conversation_id, text, id, metadata):
        await asyncio.to_thread(acts.take_over, number, ANN)
        return [Message("Thanks, I pass that on.")]

    house.dialogue.turn = turn
    await house.say("done")
    await house.settle()
    assert house.screen.authors == ["user", "bot", "user", "team"]


async def test_the_person_sees_who_types_and_what_was_read(house, held):
    await house.turns.typing("a", True, "Ann")
    await house.turns.read("a", 3)
    assert house.screen.dots == ["Ann", 3]
