"""A channel whose bot repeats what it hears, and whose people see what is kept here."""

import asyncio

from channels.turns import Turns
from unstuck.coordination.one_process import Alone
from unstuck.storage.message_log import Incoming, MessageLog
from unstuck.wording.messages import Message


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
