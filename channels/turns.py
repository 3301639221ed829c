"""Turns: what people say is taken at once and answered in its order, one message of a conversation at a time."""

from __future__ import annotations

import asyncio
from asyncio import to_thread
from collections.abc import Callable, Mapping, Sequence
from contextlib import suppress
from typing import Any

from channels.answering import Answering, Listener, stopping
from channels.dialogue import Dialogue
from channels.display import Display
from channels.turn_locks import TurnLocks
from unstuck.coordination.contract import Coordination
from unstuck.storage.message_log import Incoming, MessageLog
from unstuck.support.team_acts import Change
from unstuck.wording.messages import Message
from unstuck.wording.speaking import in_language

CLOSE_SECONDS = 55  # as long as a turn may take (channels/dialogue.py)


class Turns:
    """The turns of one channel in this process: whatever is written down and shown goes through here."""

    def __init__(
        self,
        message_log: MessageLog,
        dialogue: Dialogue,
        display: Display,
        servers: Coordination,
        listener: Listener | None = None,
    ) -> None:
        self._message_log = message_log
        self._dialogue = dialogue
        self._display = display
        self._locks = TurnLocks(servers)
        self._answering = Answering(message_log, dialogue, display, self._locks, self.say, listener)

    @property
    def closing(self) -> bool:
        """Whether nothing more is taken, for the server is about to stop."""
        return self._answering.closing

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
        async with self._locks.writing(conversation_id):
            entries = await to_thread(lambda: self._message_log.take(conversation_id, client_id, said(), address))
            await self._display.show(entries)
        if entries:
            self._answering.wake(conversation_id, entries)

    async def greet(self, conversation_id: str) -> None:
        """Let the bot speak first, if nothing has been said yet; tries until the stores answer."""
        await self._answering.greet(conversation_id)

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
        async with self._locks.writing(conversation_id):
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
        async with self._locks.writing(conversation_id):
            with in_language(await to_thread(self._message_log.language, conversation_id)):
                change = await to_thread(act)
            if change and change.entries:
                await self._display.show(change.entries)
        if change and change.prompts:
            self._answering.wake(conversation_id)
        return change

    async def prompt(self, conversation_id: str, id: str, order: str) -> None:
        """Let the bot answer an order that nobody sees, once for each `id`. Raises StoreError."""
        async with self._locks.writing(conversation_id):
            if not await to_thread(self._message_log.prompt, conversation_id, id, order):
                return
        self._answering.wake(conversation_id)

    async def typing(self, conversation_id: str, on: bool, by: str) -> None:
        """Show that a teammate of that name writes, or no longer."""
        await self._display.typing(conversation_id, on, by)

    async def read(self, conversation_id: str, seq: int) -> None:
        """Show that somebody of the team has read up to the message with that number."""
        await self._display.read(conversation_id, seq)

    async def resume(self) -> None:
        """Answer what nobody works on here: left by a process that stopped, or due by now. Raises StoreError."""
        await self._answering.resume()

    async def erase(self, conversation_id: str, erase: Callable[[str], None]) -> None:
        """Forget a conversation, after the turn that runs, and take nothing more for it.

        Args:
            conversation_id: its id.
            erase: erases what is kept of it, in a thread.

        Raises:
            StoreError: a store does not answer; to be tried again.
        """
        async with self._locks.writing(conversation_id):
            await to_thread(self._message_log.mark_deleted, conversation_id)
        async with self._locks.turning(conversation_id):
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
        async with self._locks.turning(conversation_id), self._locks.writing(conversation_id):
            await self._dialogue.forget(conversation_id)
            await to_thread(erase, conversation_id)

    async def settle(self) -> None:
        """Wait until everything has been answered."""
        await self._answering.settle()

    async def close(self) -> None:
        """Take nothing more, and let the turns that run end; what waits behind them is left to other servers."""
        self._answering.closing = True
        with suppress(asyncio.TimeoutError):
            await asyncio.wait_for(self.settle(), CLOSE_SECONDS)
