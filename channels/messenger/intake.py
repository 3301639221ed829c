"""Intake: what arrives is written down once, and read in its order; what cannot be read is set aside."""

from __future__ import annotations

import asyncio
import logging
import math
import time
from asyncio import to_thread

from channels.answering import stopping
from channels.messenger import patience
from channels.messenger.delivery import OWN_TRIES
from channels.messenger.patience import until_written
from channels.messenger.reception import Reception
from channels.workers import Workers
from unstuck.coordination.contract import Coordination
from unstuck.errors import StoreError
from unstuck.observability import logs, metrics
from unstuck.storage.inbox import Arrival, Inbox
from unstuck.storage.routes import Routes
from unstuck.wording.refusals import sentence
from unstuck.wording.speaking import in_language

log = logging.getLogger(__name__)

SWEEP_SECONDS = 3600
LEASE_SECONDS = 20  # renewed while something is read: when its server is killed, another one reads after so long


class Intake:
    """The intake of one messenger in this process.

    Args:
        inbox: where it is written down.
        routes: where answers go.
        servers: all servers, of which one reads a conversation at a time.
        reception: what is done with each arrival.
        one_place: whether the latest address is right for all of a conversation.
    """

    def __init__(
        self, inbox: Inbox, routes: Routes, servers: Coordination, reception: Reception, one_place: bool
    ) -> None:
        self._inbox = inbox
        self._routes = routes
        self._servers = servers
        self._reception = reception
        self._one_place = one_place
        self._workers = Workers(self._read_all)
        self._swept = -math.inf
        self._closing = False

    async def take(self, arrival: Arrival) -> None:
        """Take something in; when this returns, it is written down and will be answered.

        Raises:
            StoreError: a store does not answer, or this server is about to stop; nothing has been taken.
        """
        if self._closing:
            raise stopping()
        if await to_thread(self._inbox.has_taken, arrival):
            return  # and its address may be older than what has come since
        # The route first: a crash in between must not leave a message whose answer has nowhere to go.
        # Whether it moves the conversation to another place is known once it is read: it may be nothing for the bot.
        address = arrival.address if arrival.wants_answer else {}
        await to_thread(self._routes.keep, arrival.conversation_id, address, arrival.asker, self._one_place)
        if await to_thread(self._inbox.take, arrival):
            self._workers.wake(arrival.conversation_id)

    async def resume(self) -> None:
        """Read what nobody works on here, and now and then forget what is long done. Raises StoreError."""
        for conversation_id in await to_thread(self._inbox.waiting):
            self._workers.wake(conversation_id)
        if time.monotonic() - self._swept > SWEEP_SECONDS:
            self._swept = time.monotonic()
            await to_thread(self._inbox.sweep)

    async def settle(self) -> None:
        """Wait until everything that arrived has been read."""
        await self._workers.settle()

    def close(self) -> None:
        """Take nothing more; what waits is read by another process."""
        self._closing = True

    async def _read_all(self, conversation_id: str) -> None:
        async with self._servers.hold(f"read:{conversation_id}", LEASE_SECONDS):
            while found := await to_thread(self._inbox.next_waiting, conversation_id):
                with in_language(await self._reception.language(found[1])):
                    await self._try(*found)

    async def _try(self, number: int, arrival: Arrival) -> None:
        """Read what arrived, or set it aside when that has failed too often. Raises StoreError.

        A try is counted before it begins, so that one that ends the whole process counts as well.
        """
        tries = await to_thread(self._inbox.tried, number)
        try:
            if tries > OWN_TRIES:
                raise RuntimeError("the process ended while it was read")
            await self._reception.receive(arrival)
        except StoreError:
            await until_written(lambda: to_thread(self._inbox.not_tried, number))
            raise
        except Exception as error:
            metrics.failed(error)
            log.exception("something that arrived could not be read, try %s", tries)
            if tries < OWN_TRIES:
                await asyncio.sleep(patience.FIRST_SECONDS)
            else:
                await self._set_aside(number, arrival, error)
            return
        await until_written(lambda: to_thread(self._inbox.done, number))

    async def _set_aside(self, number: int, arrival: Arrival, error: Exception) -> None:
        """Leave an arrival to the operator, and tell the person, however long the store takes. Raises StoreError."""
        await to_thread(self._inbox.set_aside, number, logs.place(error))
        metrics.ERRORS.labels("arrival_set_aside").inc()
        log.error("an arrival was set aside as %s: `unstuck arrivals list` shows it", number)
        try:
            await until_written(lambda: self._reception.tell(arrival, sentence("channel_set_aside")))
        except Exception as again:  # it may be the address itself that nobody can write to
            metrics.failed(again)
            log.exception("nobody could be told that something was set aside")
