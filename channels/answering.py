"""Answering: what people say is taken at once and answered in its order, one message of a conversation at a time."""

from __future__ import annotations

import asyncio
import logging
from asyncio import to_thread
from collections.abc import Callable, Mapping, Sequence
from contextlib import AbstractAsyncContextManager, suppress
from typing import Any, Protocol

from channels.dialogue import Dialogue
from channels.workers import Workers
from unstuck.coordination.contract import Coordination
from unstuck.errors import StoreError
from unstuck.observability import metrics
from unstuck.storage.message_log import Entry, Incoming, MessageLog, Waiting
from unstuck.support.talk import Change
from unstuck.wording.messages import Message, Trouble
from unstuck.wording.refusals import sentence
from unstuck.wording.speaking import in_language

log = logging.getLogger(__name__)

RETRY_SECONDS = 5  # until the database is asked again
PROMPT_TRIES = 12  # of what nobody sent, and so nobody sends again: a minute
WRITE_SECONDS = 10  # writing takes milliseconds; a server that takes longer is dead, and who waits longer is told so
CLOSE_SECONDS = 55  # as long as a turn may take (channels/dialogue.py)
TURN_LEASE_SECONDS = 20  # renewed while a turn runs: when its server is killed, another one may begin after so long


def stopping() -> StoreError:
    """The error of a server that is about to stop."""
    return StoreError("server_stopping", "This server is being restarted: please try again in a moment.")


class Display(Protocol):
    """Where a channel's people see the conversation."""

    async def show(self, entries: Sequence[Entry]) -> None:
        """Show new messages of one conversation, in their order; one that is known by its number is not new."""

    async def typing(self, conversation_id: str, on: bool, by: str | None = None) -> None:
        """Show that the bot is working on an answer, or the teammate of that name writes one; or no longer."""

    async def read(self, conversation_id: str, seq: int) -> None:
        """Show that somebody of the team has read up to the message with that number."""


class Listener(Protocol):
    """Hears for the team what is said while a teammate holds a conversation, and the bot is silent."""

    async def hear(self, waiting: Waiting) -> None:
        """Find out what a teammate wants to know of one message, once or again. Raises StoreError."""


class Turns:
    """The turns of one channel in this process.

    Every conversation has two locks among all servers: one for writing into the log and showing what was written, held
    for milliseconds, so that all see one order; one for the turn itself, so that the next message waits for its answer.
    """

    def __init__(
        self,
        message_log: MessageLog,
        dialogue: Dialogue,
        display: Display,
        servers: Coordination,
        listener: Listener | None = None,
    ) -> None:
        self._message_log = message_log
        self._listener = listener
        self._dialogue = dialogue
        self._display = display
        self._servers = servers
        self._workers = Workers(self._answer_all)
        self.closing = False  # takes nothing more, for the server is about to stop
        # Conversations whose next message may have been answered already, though the log does not know of it.
        self._doubtful: set[str] = set()
        self._greeting: set[str] = set()

    async def take(
        self,
        conversation_id: str,
        client_id: str,
        said: Callable[[], Sequence[Incoming]],
        address: Mapping[str, Any] | None = None,
    ) -> None:
        """Take a message once; when this returns it is written down, shown, and will be answered.

        Args:
            conversation_id: its id.
            client_id: the sender's id of the message; a second one with the same id is ignored.
            said: makes the messages of what was sent, in a thread; may raise ChannelError.
            address: where the answer goes, in the messenger's own terms, if that depends on the message.

        Raises:
            ChannelError: it is refused.
            StoreError: a store does not answer, or this server is about to stop; nothing has been taken.
        """
        if self.closing:
            raise stopping()
        async with self._writing(conversation_id):
            entries = await to_thread(lambda: self._message_log.take(conversation_id, client_id, said(), address))
            await self._display.show(entries)
        if entries:
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

    async def say(
        self,
        conversation_id: str,
        messages: Sequence[Message],
        to: str | None = None,
        address: Mapping[str, Any] | None = None,
        after: int | None = None,
    ) -> None:
        """Write down and show what the bot says: as the answer to the message `to`, where that came from; or of its own
        accord, at `address` or else where the person spoke last.

        Behind the message with number `after` the turn itself may have written something down, if nothing else is said:
        then that is shown.
        """
        async with self._writing(conversation_id):
            more = {} if address is None else {"address": address}
            entries = await to_thread(self._message_log.answer, conversation_id, messages, to, **more)
            if not entries and after is not None:
                entries = await to_thread(self._message_log.since, conversation_id, after)
            await self._display.show(entries)

    async def act(self, conversation_id: str, act: Callable[[], Change | None]) -> Change | None:
        """Let a teammate do something about a conversation's ticket, and show what it changes.

        Raises:
            TicketError: the ticket is not as it has to be.
            StoreError: a store does not answer; nothing has been done.
        """
        async with self._writing(conversation_id):
            with in_language(await to_thread(self._message_log.language, conversation_id)):
                change = await to_thread(act)
            if change and change.entries:
                await self._display.show(change.entries)
        if change and change.prompts:
            self._workers.wake(conversation_id)
        return change

    async def prompt(self, conversation_id: str, id: str, order: str) -> None:
        """Let the bot answer an order that nobody sees, once for each `id`. Raises StoreError."""
        async with self._writing(conversation_id):
            if not await to_thread(self._message_log.prompt, conversation_id, id, order):
                return
        self._workers.wake(conversation_id)

    async def typing(self, conversation_id: str, on: bool, by: str) -> None:
        """Show that a teammate of that name writes, or no longer."""
        await self._display.typing(conversation_id, on, by)

    async def read(self, conversation_id: str, seq: int) -> None:
        """Show that somebody of the team has read up to the message with that number."""
        await self._display.read(conversation_id, seq)

    async def resume(self) -> None:
        """Answer what nobody works on here: left by a process that stopped, or due by now. Raises StoreError."""
        for conversation_id in await to_thread(self._message_log.unanswered):
            if conversation_id not in self._workers:
                self._doubtful.add(conversation_id)
                self._workers.wake(conversation_id)

    async def erase(self, conversation_id: str, erase: Callable[[str], None]) -> None:
        """Forget a conversation, after the turn that runs, and take nothing more for it.

        Args:
            conversation_id: its id.
            erase: erases what is kept of it, in a thread.

        Raises:
            StoreError: a store does not answer; to be tried again.
        """
        async with self._writing(conversation_id):
            await to_thread(self._message_log.mark_deleted, conversation_id)
        async with self._turning(conversation_id):
            await self._dialogue.forget(conversation_id)
            await to_thread(erase, conversation_id)

    async def forget(self, conversation_id: str, erase: Callable[[str], Any]) -> None:
        """Forget a conversation, after the turn that runs; what is said in it from then on begins anew.

        Args:
            conversation_id: its id.
            erase: erases what is kept of it, in a thread.

        Raises:
            StoreError: a store does not answer; to be tried again.
        """
        async with self._turning(conversation_id), self._writing(conversation_id):
            await self._dialogue.forget(conversation_id)
            await to_thread(erase, conversation_id)
        self._doubtful.discard(conversation_id)

    async def settle(self) -> None:
        """Wait until everything has been answered."""
        await self._workers.settle()

    async def close(self) -> None:
        """Take nothing more, and let the turns that run end; what waits behind them is left to other servers."""
        self.closing = True
        with suppress(asyncio.TimeoutError):
            await asyncio.wait_for(self.settle(), CLOSE_SECONDS)

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
        async with self._turning(conversation_id):
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
        await self.say(waiting.conversation_id, [], to=waiting.id)

    async def _answer(self, waiting: Waiting) -> None:
        """Answer one message. Raises StoreError when the answer could not be written down."""
        answer = await self._turn(waiting)
        try:
            await self.say(waiting.conversation_id, answer, to=waiting.id, after=waiting.seq)
        except StoreError:
            raise
        except Exception as error:  # the answer itself cannot be written down: nothing may wait behind it
            metrics.failed(error)
            log.exception("an answer could not be written down")
            await self.say(waiting.conversation_id, [Trouble(sentence("trouble"))], to=waiting.id)
        self._doubtful.discard(waiting.conversation_id)

    async def _turn(self, waiting: Waiting) -> list[Message]:
        """What the bot answers. A person whose message failed is asked to send it again; what nobody sent, such as a
        teammate's fix, is tried again here. Raises StoreError."""
        here, is_doubtful = waiting.conversation_id, waiting.conversation_id in self._doubtful
        self._doubtful.add(here)
        answer: list[Message] | None = None
        for number in range(PROMPT_TRIES if waiting.is_prompt else 1):
            id = f"{waiting.id}.{number}" if number else waiting.id
            answer = await self._remembered(here, id) if is_doubtful else None
            if answer is None:
                if number:
                    await asyncio.sleep(RETRY_SECONDS)
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
            async with self._turning(conversation_id):
                if await to_thread(self._message_log.is_new, conversation_id):
                    language = await to_thread(self._message_log.language, conversation_id)
                    told = {"language": language} if language else {}
                    with in_language(language):
                        answer = await self._dialogue.turn(conversation_id, "/greet", f"greet-{conversation_id}", told)
                    await self.say(conversation_id, answer)
        except StoreError as error:
            log.error("%s: a greeting has to wait", error.message)
            return False
        return True

    def _writing(self, conversation_id: str) -> AbstractAsyncContextManager[None]:
        return self._servers.hold(f"write:{conversation_id}", WRITE_SECONDS, WRITE_SECONDS)

    def _turning(self, conversation_id: str) -> AbstractAsyncContextManager[None]:
        return self._servers.hold(f"turn:{conversation_id}", TURN_LEASE_SECONDS)
