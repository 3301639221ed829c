"""Conversations that change hands while servers are killed and the database fails: nothing lost, doubled, out of order,
and no word of the bot while a teammate holds one.

Servers are two `Turns` over one database, and are killed by ending their work at whatever point it has reached: what a
thread has begun to write is written, as with a process that dies after its commit. tests/faults/run.py does the same
to whole processes, without a team.
"""

import asyncio
import random
from contextlib import suppress

import pytest

from channels import answering
from channels.turns import Turns
from unstuck.coordination.one_process import Alone
from unstuck.errors import StoreError, TicketError
from unstuck.storage.message_log import Incoming, MessageLog
from unstuck.support.actor import Actor
from unstuck.support.team_acts import TeamActs
from unstuck.support.tickets import Tickets
from unstuck.wording.messages import Message

TEAM = (Actor("team-1", "Ann"), Actor("team-2", "Bob"))
STEPS = 14
AWAY = 0.1  # of the writes find no database, or lose the answer of one that has written


class Log(MessageLog):
    """A log whose database is away now and then, before it has written or after it."""

    chance = None

    def take(self, *args, **more):
        return self._perhaps(super().take, *args, **more)

    def answer(self, *args, **more):
        return self._perhaps(super().answer, *args, **more)

    def _perhaps(self, write, *args, **more):
        if self.chance.random() < AWAY / 2:
            raise StoreError("store_unreachable", "Away.")
        done = write(*args, **more)
        if self.chance.random() < AWAY / 2:
            raise StoreError("store_unreachable", "Away.")
        return done


class Rasa:
    """Answers `re: TEXT` and remembers what it answered, as the tracker does, whichever server asks."""

    def __init__(self):
        self.tracker = {}

    async def turn(self, conversation_id, text, id, metadata):
        await asyncio.sleep(0)
        self.tracker[id] = [Message(f"re: {text}")]
        await asyncio.sleep(0)
        return self.tracker[id]

    async def answer_in_tracker(self, conversation_id, id):
        return self.tracker.get(id)


class Page:
    async def show(self, entries):
        pass

    async def typing(self, conversation_id, on, by=None):
        pass


class House:
    """Two servers, one of which is killed now and then; and one person and a team in each conversation."""

    def __init__(self, database, seed):
        self.chance = random.Random(seed)
        self.database, self.rasa, self.locks = database, Rasa(), Alone()
        self.tickets, self.acts = Tickets(database), TeamActs(database)
        self.servers = [self.server(), self.server()]

    def server(self):
        log = Log(self.database, "web")
        log.chance = self.chance
        return Turns(log, self.rasa, Page(), self.locks)

    async def kill_one(self):
        place = self.chance.randrange(2)
        for task in list(self.servers[place]._answering._workers._tasks.values()):
            task.cancel()
        self.servers[place] = self.server()
        await self.servers[place].resume()

    async def until(self, act):
        """What a page and a teammate do when a server is away: again, at whichever answers."""
        while True:
            with suppress(StoreError, asyncio.CancelledError):
                return await act(self.chance.choice(self.servers))

    async def person(self, here):
        said = []
        await self.say(here, said)
        number = (await asyncio.to_thread(self.tickets.open, here, "web", {}, [])).number
        for step in range(STEPS):
            who = self.chance.choice(TEAM)
            act = {
                0: lambda who=who: self.acts.take_over(number, who),
                1: lambda who=who: self.acts.hand_back(number, who),
                2: lambda who=who, key=f"key-{here}-{step}": self.acts.reply(number, who, key, Message(key)),
            }.get(self.chance.randrange(5))
            if act is None:
                await self.say(here, said)
                continue
            with suppress(TicketError):
                await self.until(lambda server, act=act: server.act(here, act))
        return said

    async def say(self, here, said):
        text = f"{here} says {len(said)}"
        said.append(text)
        for _ in range(self.chance.choice((1, 1, 2))):  # a page sends again what was not acknowledged
            await self.until(
                lambda server: server.take(here, f"id-{len(said):08}", lambda: [Incoming(Message(text), text)])
            )

    async def end(self):
        for server in self.servers:
            await server.settle()
        last = Turns(MessageLog(self.database, "web"), self.rasa, Page(), self.locks)
        await last.resume()
        await last.settle()
        return last


def faults(entries, said):
    """What is wrong in one conversation."""
    found = []
    numbers = [entry.seq for entry in entries]
    users = [entry.message.text for entry in entries if entry.author == "user"]
    bots = [entry.message.text for entry in entries if entry.author == "bot"]
    if numbers != sorted(set(numbers)) or users != said:
        found.append(f"lost, doubled or out of order: {users}")
    held_at = {}
    held = False
    for entry in entries:
        if entry.message.kind == "notice":
            held = {"team": True, "bot": False}.get(entry.message.holder, held)
        elif entry.author == "bot" and held:
            found.append(f"the bot speaks while it is held: {entry.message.text}")
        elif entry.author == "user":
            held_at[entry.message.text] = (held, entry.seq)
    taken = [entry.seq for entry in entries if entry.message.kind == "notice" and entry.message.holder == "team"]
    for text, (was_held, seq) in held_at.items():
        answers = bots.count(f"re: {text}")
        if answers > 1 or (was_held and answers):
            found.append(f"answered {answers} times, held {was_held}: {text}")
        if not answers and not was_held and not any(at > seq for at in taken):
            found.append(f"never answered: {text}")
    return found


@pytest.mark.parametrize("seed", [1, 2])
async def test_nothing_goes_wrong_while_conversations_change_hands_and_servers_die(tmp_path, monkeypatch, seed):
    monkeypatch.setattr(answering, "RETRY_SECONDS", 0)
    house = House(tmp_path, seed)
    people = [asyncio.create_task(house.person(f"web-{number}")) for number in range(10)]
    killed = 0
    while not all(person.done() for person in people):
        await asyncio.sleep(0.05)
        await house.until(lambda _: house.kill_one())
        killed += 1
    await house.end()
    log = MessageLog(tmp_path, "web")
    wrong = {
        f"web-{number}": found
        for number, person in enumerate(people)
        if (found := faults(log.since(f"web-{number}", 0), person.result()))
    }
    assert killed
    assert wrong == {}
