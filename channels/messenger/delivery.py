"""Delivery: what the bot says is posted in its order, and tried again until the messenger takes it.

A message counts as delivered once the messenger has said so, and nothing else is done in its conversation until that is
written down: only a crash in that very moment posts it again, and nothing is ever left out.
"""

from __future__ import annotations

import asyncio
import logging
from asyncio import to_thread
from collections.abc import Awaitable, Callable, Sequence
from dataclasses import replace
from functools import partial

from channels.messenger import patience
from channels.messenger.patience import patiently, until_written
from channels.messenger.service import Closed, Gone, Handed, NotNow, Rejected, Service
from channels.workers import Workers
from unstuck.coordination.contract import Coordination
from unstuck.errors import AttachmentError, ChannelError, UnstuckError
from unstuck.observability import metrics
from unstuck.storage.attachments import Attachments
from unstuck.storage.message_log import Entry, MessageLog
from unstuck.storage.message_rows import BOT, TEAM
from unstuck.storage.routes import Route, Routes
from unstuck.wording.messages import File, Message, Notice
from unstuck.wording.refusals import sentence
from unstuck.wording.speaking import in_language

log = logging.getLogger(__name__)

OWN_TRIES = 3  # of what fails for a reason of its own
TRIES = 12  # over half an hour; after that it is tried again whenever the conversation is looked at
SHOWN = (BOT, TEAM)  # what the person has not said themselves
LEASE_SECONDS = 20  # renewed while a message is on its way: when its server is killed, another goes on after it
CLOSED = "closed"  # in an address: the person has been asked to write first, which brings a new address


class Delivery:
    """Delivers for one messenger: its people see the conversation there.

    Args:
        message_log: what has been said.
        routes: where it goes.
        service: the messenger.
        attachments: files that go out.
        servers: all servers, of which one delivers a conversation at a time.
        on_gone: called with a conversation whose person cannot be reached any more.
    """

    def __init__(
        self,
        message_log: MessageLog,
        routes: Routes,
        service: Service,
        attachments: Attachments,
        servers: Coordination,
        on_gone: Callable[[str], Awaitable[None]],
    ) -> None:
        self._message_log = message_log
        self._routes = routes
        self._service = service
        self._attachments = attachments
        self._servers = servers
        self._on_gone = on_gone
        self._workers = Workers(self._deliver)
        self._typing: dict[str, asyncio.Task] = {}

    async def show(self, entries: Sequence[Entry]) -> None:
        """Deliver what is new."""
        for conversation_id in {entry.conversation_id for entry in entries if entry.author in SHOWN}:
            self._workers.wake(conversation_id)

    def wake(self, conversation_id: str) -> None:
        """Deliver what waits in a conversation."""
        self._workers.wake(conversation_id)

    async def typing(self, conversation_id: str, on: bool, by: str | None = None) -> None:
        """Show that somebody is writing, or no longer; messengers do not show who."""
        if task := self._typing.pop(conversation_id, None):
            task.cancel()
        if on:
            self._typing[conversation_id] = asyncio.create_task(self._keep_typing(conversation_id))

    async def read(self, conversation_id: str, seq: int) -> None:
        """Nothing: messengers show no bot as having read."""

    async def resume(self) -> None:
        """Deliver what was said but not delivered. Raises StoreError."""
        for conversation_id in await to_thread(self._routes.behind):
            self._workers.wake(conversation_id)

    async def settle(self) -> None:
        """Wait until nothing is on its way."""
        await self._workers.settle()

    async def _deliver(self, conversation_id: str) -> None:
        async with self._servers.hold(f"deliver:{conversation_id}", LEASE_SECONDS):
            route = await to_thread(self._routes.find, conversation_id)
            if route is None or route.address.get(CLOSED):
                return
            with in_language(await to_thread(self._message_log.language, conversation_id)):
                for entry in await to_thread(self._message_log.since, conversation_id, route.delivered):
                    if entry.author in SHOWN and not await self._post(route, entry):
                        return
                    await until_written(partial(to_thread, self._routes.delivered, conversation_id, entry.seq))

    async def _post(self, route: Route, entry: Entry) -> bool:
        """Whether a message is dealt with: posted, or never to be."""
        message, files = await to_thread(self._with_files, entry)
        try:
            await self._send(route, message, files)
        except Gone as error:
            log.info("%s", error.message)
            await self._on_gone(entry.conversation_id)
        except Rejected as error:
            metrics.ERRORS.labels(error.code).inc()
            log.error("a message of the bot could not be posted: %s", error.message)
        except Closed as error:
            log.info("%s", error.message)
            closed = {**route.address, CLOSED: True}
            await until_written(partial(to_thread, self._routes.keep, entry.conversation_id, closed))
            return False
        except NotNow as error:
            metrics.ERRORS.labels(error.code).inc()
            log.error("a message of the bot has to wait: %s", error.message)
            return False
        return True

    async def _send(self, route: Route, entry: Entry, files: tuple[Handed, ...]) -> None:
        """Send patiently; what fails for a reason of its own is given up. Raises NotNow, Gone, Rejected, Closed."""
        address = route.address if self._service.one_place else entry.address or route.address
        for left in reversed(range(OWN_TRIES)):
            try:
                await patiently(lambda: self._service.send(address, entry, files), TRIES)
                return
            except UnstuckError:
                raise
            except Exception as error:
                log.exception("a message of the bot failed on its way")
                if not left:
                    raise Rejected(type(error).__name__) from error
                await asyncio.sleep(patience.FIRST_SECONDS)

    def _with_files(self, entry: Entry) -> tuple[Entry, tuple[Handed, ...]]:
        """A message and its file's bytes; when the file has run out, a sentence says so in its place."""
        message = entry.message
        if message.by and message.text and not isinstance(message, Notice):
            words = replace(message, text=sentence("team_says", name=message.by, text=message.text))
            entry = replace(entry, message=words)
        if not isinstance(message, File):
            return entry, ()
        try:
            kept = self._attachments.get(message.attachment, entry.conversation_id)
            return entry, (Handed(self._attachments.read(kept), message.filename, message.alt),)
        except AttachmentError:
            said = Message(sentence("channel_file_expired"))
            return replace(entry, message=said), ()

    async def _keep_typing(self, conversation_id: str) -> None:
        route = await to_thread(self._routes.find, conversation_id)
        while route:
            try:
                await self._service.typing(route.address)
            except ChannelError:
                return
            await asyncio.sleep(self._service.typing_seconds)
