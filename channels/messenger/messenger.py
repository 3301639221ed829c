"""A messenger's conversations in this process: what arrives is written down, read, answered, and the answers posted."""

from __future__ import annotations

import asyncio
import logging
import math
import re
import time
from asyncio import to_thread
from collections.abc import Awaitable, Callable, Sequence
from functools import partial

import aiohttp

from channels import incoming
from channels.answering import Turns, stopping
from channels.dialogue import Dialogue
from channels.messenger import patience
from channels.messenger.delivery import OWN_TRIES, Delivery
from channels.messenger.fetching import TRIES, Fetching
from channels.messenger.forgetting import Forgetting
from channels.messenger.patience import patiently
from channels.messenger.service import (
    ByTeam,
    Commanded,
    Gone,
    Left,
    NotNow,
    Pressed,
    Rejected,
    Remote,
    Sent,
    Service,
    Typed,
    Voice,
)
from channels.messenger.team import TeamSide
from channels.quotas import Quota
from channels.switchboard import Switchboard
from channels.watch import Watch
from channels.workers import Workers
from unstuck.coordination.servers import coordination
from unstuck.errors import ChannelError, StoreError
from unstuck.observability import logs, metrics
from unstuck.privacy.masking import mask
from unstuck.settings import Settings
from unstuck.storage.attachments import Attachment, Attachments
from unstuck.storage.inbox import Arrival, Inbox
from unstuck.storage.languages import ConversationLanguages
from unstuck.storage.message_log import Incoming, MessageLog
from unstuck.storage.routes import Routes
from unstuck.support.announcements import Announcements
from unstuck.support.desks import chosen_desks
from unstuck.support.follow_ups import FollowUps
from unstuck.support.undelivered import Undelivered
from unstuck.turns.held_pictures import HeldPictures
from unstuck.understanding.language import LanguageReader
from unstuck.wording.languages import spoken
from unstuck.wording.messages import Message, Notice
from unstuck.wording.refusals import refuse, sentence, sentence_in
from unstuck.wording.speaking import in_language

log = logging.getLogger(__name__)

SWEEP_SECONDS = 3600
_BUTTON = re.compile(r"(\d{1,9})\.(\d{1,4})", re.ASCII)
READ_LEASE_SECONDS = 20  # renewed while something is read: when its server is killed, another one reads after so long


class Messenger:
    """One messenger.

    Args:
        name: the channel's name.
        settings: limits and folders.
        dialogue: Rasa.
        service: the messenger's own manners.
        allowed: whether a scheme and a host with its port are the messenger's own, for files.
        language: finds the language of a person's app ("pt-BR"), where what arrives does not tell it.
    """

    def __init__(
        self,
        name: str,
        settings: Settings,
        dialogue: Dialogue,
        service: Service,
        allowed: Callable[[str, str], bool],
        language: Callable[[Arrival], Awaitable[str]] | None = None,
    ) -> None:
        announcements = Announcements(settings.database_location, chosen_desks(settings))
        self.message_log = MessageLog.from_settings(settings, channel=name, heard=announcements.heard)
        self._held = HeldPictures.from_settings(settings)
        self._inbox = Inbox.from_settings(settings, channel=name)
        self._routes = Routes.from_settings(settings, channel=name)
        self._attachments = Attachments.from_settings(settings)
        self._follow_ups = FollowUps.from_settings(settings)
        self._languages = ConversationLanguages.from_settings(settings)
        self._service = service
        self._ask_language = language
        self._fetching = Fetching(settings, self._attachments, allowed)
        self._messages = Quota(settings.messages_a_minute, 60)
        self._told: set[str] = set()
        self._name = name
        self._team: TeamSide | None = None
        self._undelivered = Undelivered.from_settings(settings)
        self._servers = coordination(settings.redis)
        self._delivery = Delivery(self.message_log, self._routes, service, self._attachments, self._servers, self._gone)
        self.turns = Turns(self.message_log, dialogue, self._delivery, self._servers, self._held)
        self._forgetting = Forgetting(settings, self.message_log, self.turns, service)
        self._readers = Workers(self._read_all)
        self._watch = Watch(self._look)
        self._swept = -math.inf
        self._session: aiohttp.ClientSession | None = None
        self._closing = False

    def join(self, switchboard: Switchboard) -> None:
        """Let the team reach its people, and be reached from it."""
        switchboard.connect(self._name, self.turns, lambda: self._service.is_refused)
        self._team = TeamSide(switchboard, self._fetched)

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
        if await to_thread(self._inbox.has_taken, arrival):
            return  # and its address may be older than what has come since
        # The route first: a crash in between must not leave a message whose answer has nowhere to go.
        # Whether it moves the conversation to another place is known once it is read: it may be nothing for the bot.
        address = arrival.address if arrival.wants_answer else {}
        anew = self._service.one_place
        await to_thread(self._routes.keep, arrival.conversation_id, address, arrival.asker, anew)
        if await to_thread(self._inbox.take, arrival):
            self._readers.wake(arrival.conversation_id)

    async def undelivered(self, conversation_id: str, seq: int, reason: str) -> None:
        """A message that was posted has not been delivered, as the messenger tells later. Raises StoreError."""
        if await to_thread(self._undelivered.keep, conversation_id, seq, reason):
            metrics.ERRORS.labels("messenger_undelivered").inc()

    def knows(self, conversation_id: str) -> bool:
        """Whether something of it has ever arrived. Raises StoreError."""
        return self._routes.find(conversation_id) is not None

    def asked(self, conversation_id: str, person: str) -> bool:
        """Whether this person was the last to call the bot there. Raises StoreError."""
        route = self._routes.find(conversation_id)
        return route is not None and route.asker == person

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
                with in_language(await self._spoken(found[1])):
                    await self._try(*found)

    async def _spoken(self, arrival: Arrival) -> str:
        """The language of a conversation: that of the person's app, while none is known. Raises StoreError."""
        known = await to_thread(self.message_log.language, arrival.conversation_id)
        if known:
            return known
        try:
            asked = await self._ask_language(arrival) if self._ask_language else ""
        except ChannelError as error:
            log.info("the messenger does not tell a person's language: %s", error.message)
            asked = ""
        told = spoken().nearest([str(arrival.body.get("language") or asked)])
        if told and arrival.wants_answer:
            await to_thread(self._languages.suggest, arrival.conversation_id, told)
        return told

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
                self._delivery.wake(arrival.conversation_id)  # it may have opened what was closed
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
            if isinstance(said, Sent):
                await self._take_sent(arrival, said)
                return
            here = arrival.conversation_id
            pressed = await to_thread(self._pressed, here, said) if isinstance(said, Pressed) else None
            if await self._forgetting.hear(arrival, said, pressed.text if pressed else ""):
                return
            key = f"press-{_button(said.button) or said.button}" if isinstance(said, Pressed) else arrival.keys[0]
            read = partial(self._incoming, here, said)
            await self.turns.take(arrival.conversation_id, key, read, arrival.address)
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

    def _incoming(self, conversation_id: str, said: Typed | Pressed | Commanded) -> list[Incoming]:
        """Rasa's messages of it. Raises ChannelError, StoreError."""
        if isinstance(said, Typed):
            return [incoming.typed(said.text)]
        if isinstance(said, Commanded):
            return [Incoming(Message(said.shown), f"/{said.intent}")]
        return [self._pressed(conversation_id, said)]

    async def _take_sent(self, arrival: Arrival, said: Sent) -> None:
        """Take the pictures and the words, and name what is left out. Raises Gone, StoreError."""
        assert self._session
        kept, left = await self._fetching.pictures(self._session, arrival.conversation_id, said.files)
        words = said.caption
        try:
            typed = [incoming.typed(words)] if words else []
        except ChannelError as error:  # too long, or nothing but signs that nobody sees
            metrics.failed(error)
            typed, words = [], ""
            left.append(Left("", error.message))
        alt = sentence("channel_picture_alt", filename="{filename}")
        taken = incoming.sent(kept, words, alt) if kept else typed
        if taken:
            await self.turns.take(arrival.conversation_id, arrival.keys[0], lambda: taken, arrival.address)
        if left:
            alone = len(said.files) == 1 and not taken
            told = [await self._named(arrival.conversation_id, one, words, alone) for one in left]
            await self._tell(arrival, "\n".join(told))
        if kept and said.hint:
            await self._hint(arrival, said.hint)

    async def _named(self, conversation_id: str, left: Left | Voice, words: str, alone: bool) -> str:
        """Why something is left out; what it is called, too, where it did not come `alone`. Raises StoreError."""
        if isinstance(left, Voice):
            language = left.language or await self._language(conversation_id, words)
            why = sentence_in(language, "channel_voice_note")
        else:
            why = left.why
        return why if alone or not left.name else sentence("channel_left_out", file=mask(left.name), why=why)

    async def _language(self, conversation_id: str, words: str) -> str:
        """The language that a person writes in: that of these words, or else of the last that they said."""
        if not words:
            last = await to_thread(self.message_log.last_said, conversation_id)
            words = last.message.text if last else ""
        return await to_thread(LanguageReader(()).language, words)

    async def _fetched(
        self, conversation_id: str, files: Sequence[Remote | Left | Voice]
    ) -> tuple[list[Attachment], list[str]]:
        """Files that are kept for a conversation, and why others are not. Raises Gone, StoreError."""
        assert self._session
        kept, left = await self._fetching.pictures(self._session, conversation_id, files)
        return kept, [await self._named(conversation_id, one, "", alone=False) for one in left]

    def _pressed(self, conversation_id: str, said: Pressed) -> Incoming:
        """A button by its id, and not another one that has come to that id since. Raises ChannelError, StoreError."""
        found = _button(said.button)
        if found is None:
            raise refuse("channel_button_unknown")
        seq, place = map(int, found.split("."))
        entry = self.message_log.entry(conversation_id, seq)
        buttons = entry.message.buttons if entry and entry.author == "bot" else ()
        if place >= len(buttons):
            raise refuse("channel_button_unknown")
        button = buttons[place]
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
        await self.turns.say(arrival.conversation_id, [Notice(text)], address=arrival.address)

    async def _gone(self, conversation_id: str) -> None:
        await to_thread(self._follow_ups.cancel, conversation_id)


def _button(name: str) -> str | None:
    """A button's id in the one form that it has, so that none counts twice by another spelling; None if it is none."""
    found = _BUTTON.fullmatch(name)
    return f"{int(found[1])}.{int(found[2])}" if found else None
