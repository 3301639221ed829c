"""A messenger's conversations in this process: what arrives is written down, read, answered, and the answers posted."""

from __future__ import annotations

from asyncio import to_thread
from collections.abc import Callable

from channels.dialogue import Dialogue
from channels.messenger.delivery import Delivery
from channels.messenger.fetching import Fetching
from channels.messenger.intake import Intake
from channels.messenger.person_language import Ask, PersonLanguage
from channels.messenger.reception import Reception
from channels.messenger.service import Service
from channels.messenger.team import TeamSide
from channels.switchboard import Switchboard
from channels.turns import Turns
from channels.watch import Watch
from unstuck.coordination.servers import coordination
from unstuck.observability import metrics
from unstuck.settings import Settings
from unstuck.storage.attachments import Attachments
from unstuck.storage.conversation_languages import ConversationLanguages
from unstuck.storage.inbox import Arrival, Inbox
from unstuck.storage.message_log import MessageLog
from unstuck.storage.routes import Routes
from unstuck.support.announcements import Announcements
from unstuck.support.desks import chosen_desks
from unstuck.support.follow_ups import FollowUps
from unstuck.support.undelivered import Undelivered
from unstuck.turns.held_pictures import HeldPictures


class Messenger:
    """One messenger.

    Args:
        name: the channel's name.
        settings: limits and folders.
        dialogue: Rasa.
        service: the messenger's own manners.
        allowed: whether a scheme and a host with its port are the messenger's own, for files.
        language: asks for the language of a person's app, where what arrives does not tell it.
    """

    def __init__(
        self,
        name: str,
        settings: Settings,
        dialogue: Dialogue,
        service: Service,
        allowed: Callable[[str, str], bool],
        language: Ask | None = None,
    ) -> None:
        self._name = name
        self._service = service
        announcements = Announcements(settings.database_location, chosen_desks(settings))
        self.message_log = MessageLog.from_settings(settings, channel=name, heard=announcements.heard)
        self._routes = Routes.from_settings(settings, channel=name)
        self._held = HeldPictures.from_settings(settings)
        self._follow_ups = FollowUps.from_settings(settings)
        self._undelivered = Undelivered.from_settings(settings)
        attachments = Attachments.from_settings(settings)
        servers = coordination(settings.redis)
        self._delivery = Delivery(self.message_log, self._routes, service, attachments, servers, self._gone)
        self.turns = Turns(self.message_log, dialogue, self._delivery, servers, self._held)
        self._fetching = Fetching(settings, attachments, allowed)
        languages = PersonLanguage(self.message_log, ConversationLanguages.from_settings(settings), language)
        self._reception = Reception(
            settings,
            service,
            self.message_log,
            self.turns,
            self._routes,
            self._fetching,
            languages,
            self._delivery.wake,
            self._gone,
        )
        inbox = Inbox.from_settings(settings, channel=name)
        self._intake = Intake(inbox, self._routes, servers, self._reception, service.one_place)
        self._watch = Watch(self.resume)

    def join(self, switchboard: Switchboard) -> None:
        """Let the team reach its people, and be reached from it."""
        switchboard.connect(self._name, self.turns, lambda: self._service.is_refused)
        self._reception.team = TeamSide(switchboard, self._reception.fetched)

    async def start(self) -> None:
        """Go on with what was left when the last process stopped, and look after it from now on."""
        self._fetching.open()
        self._watch.start()

    async def stop(self) -> None:
        """Take nothing more, end the turns that run, and close what is open; the rest is done by another process."""
        self._intake.close()
        self._watch.stop()
        await self.turns.close()
        await to_thread(self._held.close)
        await self._fetching.close()

    async def arrive(self, arrival: Arrival) -> None:
        """Take something in; when this returns, it is written down and will be answered.

        Raises:
            StoreError: a store does not answer, or this server is about to stop; nothing has been taken.
        """
        await self._intake.take(arrival)

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

    async def resume(self) -> None:
        """Read, answer and deliver what nobody works on here. Raises StoreError."""
        await self._intake.resume()
        await self.turns.resume()
        await self._delivery.resume()

    async def settle(self) -> None:
        """Wait until everything that arrived has been answered and delivered."""
        await self._intake.settle()
        await self.turns.settle()
        await self._delivery.settle()

    async def _gone(self, conversation_id: str) -> None:
        await to_thread(self._follow_ups.cancel, conversation_id)
