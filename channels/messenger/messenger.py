"""A messenger's conversations in this process: what arrives is written down, read, answered, and the answers posted."""

from __future__ import annotations

import asyncio
import logging
import math
import time
from asyncio import to_thread
from collections.abc import Callable, Sequence
from functools import partial

import aiohttp

from channels import incoming
from channels.answering import Turns, stopping
from channels.dialogue import Dialogue
from channels.messenger import patience
from channels.messenger.delivery import OWN_TRIES, Delivery
from channels.messenger.downloads import fetch
from channels.messenger.patience import patiently
from channels.messenger.service import (
    ByTeam,
    Commanded,
    Gone,
    NotNow,
    Pressed,
    Rejected,
    Remote,
    Said,
    Sent,
    Service,
    Typed,
)
from channels.messenger.team import TeamSide
from channels.quotas import Quota
from channels.switchboard import Switchboard
from channels.uploads import media_type
from channels.watch import Watch
from channels.workers import Workers
from unstuck.coordination.servers import coordination
from unstuck.errors import ChannelError, StoreError
from unstuck.observability import logs, metrics
from unstuck.settings import Settings
from unstuck.storage.attachments import Attachment, Attachments
from unstuck.storage.inbox import Arrival, Inbox
from unstuck.storage.message_log import Incoming, MessageLog
from unstuck.storage.routes import Routes
from unstuck.support.announcements import Announcements
from unstuck.support.desks import chosen_desks
from unstuck.support.follow_ups import FollowUps
from unstuck.turns.held_pictures import HeldPictures
from unstuck.wording.messages import Message, Notice
from unstuck.wording.refusals import refuse, sentence

log = logging.getLogger(__name__)

TRIES = 6  # to read what arrived: about half a minute, and the person waits
SWEEP_SECONDS = 3600
READ_LEASE_SECONDS = 20  # renewed while something is read: when its server is killed, another one reads after so long


class Messenger:
    """One messenger.

    Args:
        name: the channel's name.
        settings: limits and folders.
        dialogue: Rasa.
        service: the messenger's own manners.
        allowed: whether a scheme and a host with its port are the messenger's own, for files.
    """

    def __init__(
        self,
        name: str,
        settings: Settings,
        dialogue: Dialogue,
        service: Service,
        allowed: Callable[[str, str], bool],
    ) -> None:
        announcements = Announcements(settings.database_location, chosen_desks(settings))
        self.message_log = MessageLog.from_settings(settings, channel=name, heard=announcements.heard)
        self._held = HeldPictures.from_settings(settings)
        self._inbox = Inbox.from_settings(settings, channel=name)
        self._routes = Routes.from_settings(settings, channel=name)
        self._attachments = Attachments.from_settings(settings)
        self._follow_ups = FollowUps.from_settings(settings)
        self._service = service
        self._allowed = allowed
        self._most_bytes = round(settings.max_upload_mb * 1_000_000)
        self._messages = Quota(settings.messages_a_minute, 60)
        self._uploads = Quota(settings.uploads_an_hour, 3600)
        self._told: set[str] = set()
        self._name = name
        self._team: TeamSide | None = None
        self._servers = coordination(settings.redis)
        self._delivery = Delivery(self.message_log, self._routes, service, self._attachments, self._servers, self._gone)
        self.turns = Turns(self.message_log, dialogue, self._delivery, self._servers, self._held)
        self._readers = Workers(self._read_all)
        self._watch = Watch(self._look)
        self._swept = -math.inf
        self._session: aiohttp.ClientSession | None = None
        self._closing = False

    def join(self, switchboard: Switchboard) -> None:
        """Let the team reach its people, and be reached from it."""
        switchboard.connect(self._name, self.turns)
        self._team = TeamSide(switchboard, self._fetch)

    async def start(self) -> None:
        """Go on with what was left when the last process stopped, and look after it from now on."""
        self._session = aiohttp.ClientSession(cookie_jar=aiohttp.DummyCookieJar())
        self._watch.start()

    async def stop(self) -> None:
        """Take nothing more, end the turns that run, and close what is open; the rest is done by another process."""
        self._closing = True
        self._watch.stop()
        await self.turns.close()
        await to_thread(self._held.close)
        if self._session:
            await self._session.close()

    async def arrive(self, arrival: Arrival) -> None:
        """Take something in; when this returns, it is written down and will be answered.

        Raises:
            StoreError: a store does not answer, or this server is about to stop; nothing has been taken.
        """
        if self._closing:
            raise stopping()
        # The route first: a crash in between must not leave a message whose answer has nowhere to go.
        await to_thread(self._routes.keep, arrival.conversation_id, arrival.address)
        if await to_thread(self._inbox.take, arrival):
            self._readers.wake(arrival.conversation_id)

    def knows(self, conversation_id: str) -> bool:
        """Whether something of it has ever arrived. Raises StoreError."""
        return self._routes.find(conversation_id) is not None

    async def settle(self) -> None:
        """Wait until everything that arrived has been answered and delivered."""
        await self._readers.settle()
        await self.turns.settle()
        await self._delivery.settle()

    async def _look(self) -> None:
        for conversation_id in await to_thread(self._inbox.waiting):
            self._readers.wake(conversation_id)
        await self.turns.resume()
        await self._delivery.resume()
        if time.monotonic() - self._swept > SWEEP_SECONDS:
            self._swept = time.monotonic()
            await to_thread(self._inbox.sweep)

    async def _read_all(self, conversation_id: str) -> None:
        async with self._servers.hold(f"read:{conversation_id}", READ_LEASE_SECONDS):
            while found := await to_thread(self._inbox.next_waiting, conversation_id):
                await self._try(*found)

    async def _try(self, number: int, arrival: Arrival) -> None:
        """Read what arrived, or set it aside when that has failed too often. Raises StoreError.

        A try is counted before it begins, so that one that ends the whole process counts as well.
        """
        tries = await to_thread(self._inbox.tried, number)
        try:
            if tries > OWN_TRIES:
                raise RuntimeError("the process ended while it was read")
            await self._read(arrival)
        except StoreError:
            await to_thread(self._inbox.not_tried, number)
            raise
        except Exception as error:
            metrics.failed(error)
            log.exception("something that arrived could not be read, try %s", tries)
            if tries < OWN_TRIES:
                await asyncio.sleep(patience.FIRST_SECONDS)
            else:
                await self._set_aside(number, arrival, error)
            return
        await to_thread(self._inbox.done, number)

    async def _set_aside(self, number: int, arrival: Arrival, error: Exception) -> None:
        """Leave an arrival to the operator, and tell the person. Raises StoreError."""
        await to_thread(self._inbox.set_aside, number, logs.place(error))
        metrics.ERRORS.labels("arrival_set_aside").inc()
        log.error("an arrival was set aside as %s: `unstuck arrivals list` shows it", number)
        try:
            await self._tell(arrival, sentence("channel_set_aside"))
        except StoreError:
            raise
        except Exception as again:  # it may be the address itself that nobody can write to
            metrics.failed(again)
            log.exception("nobody could be told that something was set aside")

    async def _read(self, arrival: Arrival) -> None:
        """Hand what arrived to the conversation, or tell the person why not. Raises StoreError."""
        counted = False
        try:
            said = await patiently(lambda: self._service.understand(arrival), TRIES)
            if said is None:
                return
            if isinstance(said, ByTeam):
                assert self._team
                if told := await self._team.do(arrival, said):
                    await self._tell(arrival, told)
                return
            counted = True
            await to_thread(self._routes.keep, arrival.conversation_id, arrival.address)
            if not await self._within_quota(arrival):
                return
            key = f"press-{said.button}" if isinstance(said, Pressed) else arrival.keys[0]
            read = await self._incoming(arrival.conversation_id, said)
            await self.turns.take(arrival.conversation_id, key, read)
            if isinstance(said, Sent) and said.hint:
                await self._hint(arrival, said.hint)
        except (NotNow, Rejected) as error:
            metrics.ERRORS.labels(error.code).inc()
            log.error("something that arrived could not be fetched: %s", error.message)
            await self._tell(arrival, sentence("channel_file_not_fetched"))
        except Gone as error:
            log.info("%s", error.message)
            await self._gone(arrival.conversation_id)
        except ChannelError as error:
            metrics.failed(error)
            if counted or await self._within_quota(arrival):
                await self._tell(arrival, error.message)

    async def _incoming(self, conversation_id: str, said: Said) -> Callable[[], Sequence[Incoming]]:
        """What makes Rasa's messages of it, in a thread."""
        if isinstance(said, Typed):
            return lambda: [incoming.typed(said.text)]
        if isinstance(said, Commanded):
            return lambda: [Incoming(Message(said.shown), f"/{said.intent}")]
        if isinstance(said, Pressed):
            return lambda: [self._pressed(conversation_id, said)]
        kept = await self._fetch(conversation_id, said.files)
        return lambda: incoming.sent(kept, said.caption, sentence("channel_picture_alt", filename="{filename}"))

    async def _fetch(self, conversation_id: str, files: Sequence[Remote]) -> list[Attachment]:
        """Files from the messenger's servers, kept for a conversation. Raises ChannelError, NotNow, Rejected."""
        if len(files) > incoming.MOST_PICTURES:
            raise refuse("channel_too_many_pictures", most=incoming.MOST_PICTURES)
        kept = []
        for file in files:
            if not self._uploads.take(conversation_id):
                raise refuse("channel_too_many")
            assert self._session
            get = partial(fetch, self._session, file, allowed=self._allowed, most_bytes=self._most_bytes)
            data = await patiently(get, TRIES)
            kind = media_type(data)
            put = partial(self._attachments.put, conversation_id, data, filename=file.filename, media_type=kind)
            kept.append(await to_thread(put))
        return kept

    def _pressed(self, conversation_id: str, said: Pressed) -> Incoming:
        """A button by its id, and not another one that has come to that id since. Raises ChannelError, StoreError."""
        seq, _, place = said.button.partition(".")
        entry = self.message_log.entry(conversation_id, int(seq)) if seq.isdigit() else None
        buttons = entry.message.buttons if entry and entry.author == "bot" else ()
        if not (place.isdigit() and int(place) < len(buttons)):
            raise refuse("channel_button_unknown")
        button = buttons[int(place)]
        if said.title not in (None, button.title):
            raise refuse("channel_button_unknown")
        return incoming.pressed(button.payload, button.title, [button])

    async def _within_quota(self, arrival: Arrival) -> bool:
        """Whether one more message is taken; who sends too many is told so once."""
        conversation_id = arrival.conversation_id
        if self._messages.take(conversation_id):
            self._told.discard(conversation_id)
            return True
        metrics.REFUSALS.labels("channel_too_many").inc()
        if conversation_id not in self._told:
            self._told.add(conversation_id)
            await self._tell(arrival, sentence("channel_too_many"))
        return False

    async def _hint(self, arrival: Arrival, hint: str) -> None:
        said = await to_thread(self.message_log.since, arrival.conversation_id, 0)
        if not any(entry.author == "bot" and entry.message.text == hint for entry in said):
            await self._tell(arrival, hint)

    async def _tell(self, arrival: Arrival, text: str) -> None:
        """Tell the person something, where they wrote."""
        await to_thread(self._routes.keep, arrival.conversation_id, arrival.address)
        await self.turns.say(arrival.conversation_id, [Notice(text)])

    async def _gone(self, conversation_id: str) -> None:
        await to_thread(self._follow_ups.cancel, conversation_id)
