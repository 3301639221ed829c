"""Forgetting: where there is no menu, a person asks in words that all of their conversation is erased, and says yes."""

from __future__ import annotations

import logging
from asyncio import to_thread

from channels.messenger.service import ERASE, Commanded, Pressed, Service, Typed
from channels.turns import Turns
from unstuck.errors import ChannelError
from unstuck.observability import metrics
from unstuck.privacy.erase_wish import wants_erasure, yes_or_no
from unstuck.settings import Settings
from unstuck.storage.database import now
from unstuck.storage.erasure import Erasure
from unstuck.storage.inbox import Arrival
from unstuck.storage.message_log import MessageLog
from unstuck.storage.message_rows import BOT, Entry
from unstuck.wording.messages import Button, Notice
from unstuck.wording.refusals import sentence

log = logging.getLogger(__name__)

YES, NO = "/erase_yes", "/erase_no"  # what the two buttons send


class Forgetting:
    """Erases conversations of one messenger, by one server at a time."""

    def __init__(self, settings: Settings, message_log: MessageLog, turns: Turns, service: Service) -> None:
        self._erasure = Erasure(settings)
        self._message_log = message_log
        self._turns = turns
        self._service = service

    async def hear(self, arrival: Arrival, said: Typed | Pressed | Commanded, payload: str) -> bool:
        """Ask, erase or leave it, if that is what was said; False if it is for the bot.

        Args:
            arrival: what came.
            said: what it says.
            payload: what its button sends, if it is one.

        Raises:
            StoreError: a store does not answer; doing it again does the rest.
        """
        here = arrival.conversation_id
        answer = {YES: True, NO: False}.get(payload)
        if isinstance(said, Typed) and yes_or_no(said.text) is not None and await to_thread(self._asked, here):
            answer = yes_or_no(said.text)
        if answer:
            await self._turns.forget(here, self._erasure.erase)
            await self._tell(arrival)
        elif answer is False:
            await self._say(arrival, Notice(sentence("nothing_erased")))
        elif _is_wish(said):
            choices = (Button(sentence("erase_yes"), YES), Button(sentence("erase_no"), NO))
            await self._say(arrival, Notice(sentence("ask_erase"), choices))
        else:
            return False
        return True

    def _asked(self, conversation_id: str) -> bool:
        """Whether the question is the last thing that was said. Raises StoreError."""
        said = self._message_log.since(conversation_id, 0)
        return bool(said) and said[-1].author == BOT and YES in [button.payload for button in said[-1].message.buttons]

    async def _say(self, arrival: Arrival, notice: Notice) -> None:
        await self._turns.say(arrival.conversation_id, [notice], address=arrival.address)

    async def _tell(self, arrival: Arrival) -> None:
        """Say that it is done, without writing it down: nothing is known of this person any more."""
        done = Entry(arrival.conversation_id, 0, BOT, now(), None, Notice(sentence("all_erased")))
        try:
            await self._service.send(arrival.address, done, ())
        except ChannelError as error:
            metrics.failed(error)
            log.warning("nobody could be told that all was erased: %s", error.message)


def _is_wish(said: Typed | Pressed | Commanded) -> bool:
    if isinstance(said, Typed):
        return wants_erasure(said.text)
    return isinstance(said, Commanded) and said.intent == ERASE
