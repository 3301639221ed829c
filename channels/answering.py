"""Answering: what waits in a conversation is answered, one message after the other, and tried again after a failure."""

from __future__ import annotations

import asyncio
import logging
import random
from asyncio import to_thread
from collections.abc import Awaitable, Sequence
from typing import Protocol

from channels.dialogue import Dialogue
from channels.display import Display
from channels.turn_locks import TurnLocks
from channels.workers import Workers
from unstuck.errors import StoreError
from unstuck.observability import metrics
from unstuck.storage.message_log import MessageLog, Waiting
from unstuck.storage.message_rows import Entry
from unstuck.wording.messages import Message, Trouble
from unstuck.wording.refusals import sentence
from unstuck.wording.speaking import in_language

log = logging.getLogger(__name__)

RETRY_SECONDS = 5  # until the database is asked again
FRESH_KEPT = 10_000  # messages; of an older one Rasa's memory is asked whether it was answered
PROMPT_TRIES = 12  # of what nobody sent, and so nobody sends again: a minute


def _pause() -> float:
    """Seconds until what failed is tried again: uneven, or what goes down and up might be met down each time."""
    return random.uniform(0.5, 1.5) * RETRY_SECONDS


def stopping() -> StoreError:
    """The error of a server that is about to stop."""
    return StoreError("server_stopping", "This server is being restarted: please try again in a moment.")


class Listener(Protocol):
    """Hears for the team what is said while a teammate holds a conversation, and the bot is silent."""

    async def hear(self, waiting: Waiting) -> None:
        """Find out what a teammate wants to know of one message, once or again. Raises StoreError."""


class Say(Protocol):
    """`Turns.say`."""

    def __call__(
        self, conversation_id: str, messages: Sequence[Message], to: str | None = None, *, after: int | None = None
    ) -> Awaitable[None]:
        """Write down and show what the bot says."""


class Answering:
    """Answers for one channel in this process.

    Args:
        message_log: what has been said.
        dialogue: Rasa.
        display: where people see that an answer is on its way.
        locks: of which this takes those for turns.
        say: says the answer.
        listener: hears what the bot does not answer, because a teammate does.
    """

    def __init__(
        self,
        message_log: MessageLog,
        dialogue: Dialogue,
        display: Display,
        locks: TurnLocks,
        say: Say,
        listener: Listener | None,
    ) -> None:
        self._message_log = message_log
        self._dialogue = dialogue
        self._display = display
        self._locks = locks
        self._say = say
        self._listener = listener
        self._workers = Workers(self._answer_all)
        self.closing = False  # the server is about to stop
        # Messages taken here and not begun yet, by conversation and number. Any other may have been answered already,
        # by a server that is gone or by this one, though the log does not know of it.
        self._fresh: dict[tuple[str, int], None] = {}
        self._greeting: set[str] = set()

    def wake(self, conversation_id: str, taken: Sequence[Entry] = ()) -> None:
        """Answer what waits in a conversation; of that, `taken` was written down just now, by this process."""
        self._fresh.update({(entry.conversation_id, entry.seq): None for entry in taken})
        while len(self._fresh) > FRESH_KEPT:
            del self._fresh[next(iter(self._fresh))]
        self._workers.wake(conversation_id)

    async def greet(self, conversation_id: str) -> None:
        """Let the bot speak first, if nothing has been said yet; tries until the stores answer."""
        if conversation_id in self._greeting:
            return
        self._greeting.add(conversation_id)
        try:
            while not (self.closing or await self._greeted(conversation_id)):
                await asyncio.sleep(RETRY_SECONDS)
        finally:
            self._greeting.discard(conversation_id)

    async def resume(self) -> None:
        """Answer what nobody works on here: left by a process that stopped, or due by now. Raises StoreError."""
        for conversation_id in await to_thread(self._message_log.unanswered):
            if conversation_id not in self._workers:
                self._workers.wake(conversation_id)

    async def settle(self) -> None:
        """Wait until everything has been answered."""
        await self._workers.settle()

    async def _answer_all(self, conversation_id: str) -> None:
        """Answer what waits until nothing does."""
        try:
            while await self._answer_next(conversation_id):
                pass
        except StoreError as error:
            metrics.failed(error)
            log.error("%s: the answers of a conversation have to wait", error.message)
            if not self.closing:
                await asyncio.sleep(RETRY_SECONDS)
                self._workers.wake(conversation_id)
        finally:
            await self._display.typing(conversation_id, False)

    async def _answer_next(self, conversation_id: str) -> bool:
        """Answer the oldest message that waits; False when none does, or the server stops. Raises StoreError."""
        if self.closing:
            return False
        async with self._locks.turning(conversation_id):
            waiting = await to_thread(self._message_log.next_waiting, conversation_id)
            if waiting and waiting.held:
                await self._listen(waiting)
            elif waiting:
                await self._display.typing(conversation_id, True)
                with in_language(waiting.metadata.get("language", "")):
                    await self._answer(waiting)
        return waiting is not None

    async def _listen(self, waiting: Waiting) -> None:
        """Say nothing to one message: it is for the teammate. Raises StoreError."""
        if self._listener:
            await self._listener.hear(waiting)
        await self._say(waiting.conversation_id, [], to=waiting.id)

    async def _answer(self, waiting: Waiting) -> None:
        """Answer one message. Raises StoreError when the answer could not be written down."""
        answer = await self._turn(waiting)
        try:
            await self._say(waiting.conversation_id, answer, to=waiting.id, after=waiting.seq)
        except StoreError:
            raise
        except Exception as error:  # the answer itself cannot be written down: nothing may wait behind it
            metrics.failed(error)
            log.exception("an answer could not be written down")
            await self._say(waiting.conversation_id, [Trouble(sentence("trouble"))], to=waiting.id)

    async def _turn(self, waiting: Waiting) -> list[Message]:
        """What the bot answers. A person whose message failed is asked to send it again; what nobody sent, such as a
        teammate's fix, is tried again here. Raises StoreError."""
        here = waiting.conversation_id
        is_fresh = (here, waiting.seq) in self._fresh
        self._fresh.pop((here, waiting.seq), None)
        answer: list[Message] | None = None
        for number in range(PROMPT_TRIES if waiting.is_prompt else 1):
            id = f"{waiting.id}.{number}" if number else waiting.id
            answer = None if is_fresh else await self._remembered(here, id)
            if answer is None:
                if number:
                    await asyncio.sleep(_pause())
                if self.closing and number:
                    raise stopping()
                answer = await self._dialogue.turn(here, waiting.text, id, waiting.metadata)
            if not any(isinstance(message, Trouble) for message in answer):
                break
        assert answer is not None
        return answer

    async def _remembered(self, conversation_id: str, id: str) -> list[Message] | None:
        """The answer to message `id` that Rasa's memory has, if it has one. Raises StoreError."""
        try:
            return await self._dialogue.answer_in_tracker(conversation_id, id)
        except StoreError:
            raise
        except Exception as error:  # what cannot be read is no answer
            metrics.failed(error)
            log.exception("what was answered could not be read")
            return None

    async def _greeted(self, conversation_id: str) -> bool:
        """Greet where nothing has been said; False when a store does not answer."""
        try:
            async with self._locks.turning(conversation_id):
                if await to_thread(self._message_log.is_new, conversation_id):
                    language = await to_thread(self._message_log.language, conversation_id)
                    told = {"language": language} if language else {}
                    id = f"greet-{conversation_id}"
                    with in_language(language):
                        answer = await self._remembered(conversation_id, id)
                        answer = answer or await self._dialogue.turn(conversation_id, "/greet", id, told)
                    await self._say(conversation_id, answer)
        except StoreError as error:
            log.error("%s: a greeting has to wait", error.message)
            return False
        return True
