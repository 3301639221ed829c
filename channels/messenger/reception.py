"""Reception: what arrived is handed to the conversation; whoever sent what cannot be taken is told why not."""

from __future__ import annotations

import logging
from asyncio import to_thread
from collections.abc import Awaitable, Callable, Sequence
from functools import partial

from channels import from_people
from channels.messenger.buttons import intent_of, known_id
from channels.messenger.fetching import Fetching
from channels.messenger.forgetting import Forgetting
from channels.messenger.patience import TRIES, patiently
from channels.messenger.person_language import PersonLanguage
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
from channels.turns import Turns
from unstuck.errors import ChannelError
from unstuck.observability import metrics
from unstuck.privacy.masking import mask
from unstuck.settings import Settings
from unstuck.storage.attachments import Attachment
from unstuck.storage.inbox import Arrival
from unstuck.storage.message_log import Incoming, MessageLog
from unstuck.storage.routes import Routes
from unstuck.wording.messages import Message, Notice
from unstuck.wording.refusals import sentence, sentence_in

log = logging.getLogger(__name__)


class Reception:
    """Receives for one messenger.

    Args:
        settings: limits and folders.
        service: the messenger.
        message_log: what has been said.
        turns: answer it.
        routes: where answers go.
        fetching: fetches files.
        languages: of the people.
        wake: has what waits in a conversation delivered.
        gone: called with a conversation whose person cannot be reached any more.
    """

    def __init__(
        self,
        settings: Settings,
        service: Service,
        message_log: MessageLog,
        turns: Turns,
        routes: Routes,
        fetching: Fetching,
        languages: PersonLanguage,
        wake: Callable[[str], None],
        gone: Callable[[str], Awaitable[None]],
    ) -> None:
        self._service = service
        self._message_log = message_log
        self._turns = turns
        self._routes = routes
        self._fetching = fetching
        self._languages = languages
        self._wake = wake
        self._gone = gone
        self._forgetting = Forgetting(settings, message_log, turns, service)
        self._messages = Quota(settings.messages_a_minute, 60)
        self._told: set[str] = set()
        self.team: TeamSide | None = None  # does what teammates want, once this server reaches all channels

    async def receive(self, arrival: Arrival) -> None:
        """Hand what arrived to the conversation, or tell the person why not. Raises StoreError."""
        counted = False
        try:
            said = await patiently(lambda: self._service.understand(arrival), TRIES)
            if said is None:
                self._wake(arrival.conversation_id)  # it may have opened what was closed
                return
            if isinstance(said, ByTeam):
                assert self.team
                if told := await self.team.do(arrival, said):
                    await self.tell(arrival, told)
                return
            counted = True
            await to_thread(self._routes.keep, arrival.conversation_id, arrival.address)
            if not await self._within_quota(arrival):
                return
            if isinstance(said, Sent):
                await self._take_sent(arrival, said)
            else:
                await self._take_words(arrival, said)
        except (NotNow, Rejected) as error:
            metrics.ERRORS.labels(error.code).inc()
            log.error("something that arrived could not be fetched: %s", error.message)
            await self.tell(arrival, sentence("channel_file_not_fetched"))
        except Gone as error:
            log.info("%s", error.message)
            await self._gone(arrival.conversation_id)
        except ChannelError as error:
            metrics.failed(error)
            if counted or await self._within_quota(arrival):
                await self.tell(arrival, error.message)

    async def language(self, arrival: Arrival) -> str:
        """The language in which whoever sent it is answered. Raises StoreError."""
        return await self._languages.of(arrival)

    async def tell(self, arrival: Arrival, text: str) -> None:
        """Tell the person something, where they wrote. Raises StoreError."""
        await to_thread(self._routes.keep, arrival.conversation_id, arrival.address)
        await self._turns.say(arrival.conversation_id, [Notice(text)], address=arrival.address)

    async def fetched(
        self, conversation_id: str, files: Sequence[Remote | Left | Voice]
    ) -> tuple[list[Attachment], list[str]]:
        """Files that are kept for a conversation, and why others are not. Raises Gone, StoreError."""
        kept, left = await self._fetching.pictures(conversation_id, files)
        return kept, [await self._named(conversation_id, one, "", alone=False) for one in left]

    async def _take_words(self, arrival: Arrival, said: Typed | Pressed | Commanded) -> None:
        """Take what was typed or pressed, once. Raises ChannelError, StoreError."""
        here = arrival.conversation_id
        pressed = await to_thread(intent_of, self._message_log, here, said) if isinstance(said, Pressed) else None
        if await self._forgetting.hear(arrival, said, pressed.text if pressed else ""):
            return
        key = f"press-{known_id(said.button) or said.button}" if isinstance(said, Pressed) else arrival.keys[0]
        await self._turns.take(here, key, partial(self._messages_of, here, said), arrival.address)

    def _messages_of(self, conversation_id: str, said: Typed | Pressed | Commanded) -> list[Incoming]:
        """Rasa's messages of it. Raises ChannelError, StoreError."""
        if isinstance(said, Typed):
            return [from_people.typed(said.text)]
        if isinstance(said, Commanded):
            return [Incoming(Message(said.shown), f"/{said.intent}")]
        return [intent_of(self._message_log, conversation_id, said)]

    async def _take_sent(self, arrival: Arrival, said: Sent) -> None:
        """Take the pictures and the words, and name what is left out. Raises Gone, StoreError."""
        kept, left = await self._fetching.pictures(arrival.conversation_id, said.files)
        words = said.caption
        try:
            typed = [from_people.typed(words)] if words else []
        except ChannelError as error:  # too long, or nothing but signs that nobody sees
            metrics.failed(error)
            typed, words = [], ""
            left.append(Left("", error.message))
        alt = sentence("channel_picture_alt", filename="{filename}")
        taken = from_people.sent(kept, words, alt) if kept else typed
        if taken:
            await self._turns.take(arrival.conversation_id, arrival.keys[0], lambda: taken, arrival.address)
        if left:
            alone = len(said.files) == 1 and not taken
            told = [await self._named(arrival.conversation_id, one, words, alone) for one in left]
            await self.tell(arrival, "\n".join(told))
        if kept and said.hint:
            await self._hint(arrival, said.hint)

    async def _named(self, conversation_id: str, left: Left | Voice, words: str, alone: bool) -> str:
        """Why something is left out; what it is called, too, where it did not come `alone`. Raises StoreError."""
        if isinstance(left, Voice):
            language = left.language or await self._languages.of_words(conversation_id, words)
            why = sentence_in(language, "channel_voice_note")
        else:
            why = left.why
        return why if alone or not left.name else sentence("channel_left_out", file=mask(left.name), why=why)

    async def _within_quota(self, arrival: Arrival) -> bool:
        """Whether one more message is taken; who sends too many is told so once."""
        conversation_id = arrival.conversation_id
        if self._messages.take(conversation_id):
            self._told.discard(conversation_id)
            return True
        metrics.REFUSALS.labels("channel_too_many").inc()
        if conversation_id not in self._told:
            self._told.add(conversation_id)
            await self.tell(arrival, sentence("channel_too_many"))
        return False

    async def _hint(self, arrival: Arrival, hint: str) -> None:
        said = await to_thread(self._message_log.since, arrival.conversation_id, 0)
        if not any(entry.author == "bot" and entry.message.text == hint for entry in said):
            await self.tell(arrival, hint)
