"""What a messenger took and could not deliver after all: it is kept with the message, and the team hears of its own."""

from __future__ import annotations

from typing import Any, Self

from sqlalchemy import select

from unstuck.settings import Settings
from unstuck.storage.database import Clock, Store, now, transaction
from unstuck.storage.message_rows import TEAM, mark_undelivered
from unstuck.storage.support_tables import tickets
from unstuck.support import notes, ticket_events
from unstuck.support.actor import BOT
from unstuck.support.announcements import Announcements
from unstuck.support.desks import chosen_desks
from unstuck.support.notes import NoteKind
from unstuck.support.ticket_events import Action
from unstuck.wording.refusals import sentence


class Undelivered(Store):
    """Keeps it. Raises StoreError."""

    announcements: Announcements

    @classmethod
    def from_settings(cls, settings: Settings, clock: Clock = now, **_: Any) -> Self:
        """As the settings say. Raises SettingError, StoreError."""
        made = cls(settings.database_location, clock)
        made.announcements = Announcements(settings.database_location, chosen_desks(settings), clock)
        return made

    def keep(self, conversation_id: str, seq: int, reason: str) -> bool:
        """Keep why a message did not reach its person; what a teammate wrote is noted at the ticket, once.

        Returns:
            False when there is no such message of the bot or the team, or that was known.
        """
        with transaction(self._engine) as connection:
            entry = mark_undelivered(connection, conversation_id, seq, reason)
            if entry is None:
                return False
            mine = select(tickets.c.id).where(tickets.c.conversation_id == conversation_id)
            ticket = connection.execute(mine.order_by(tickets.c.id.desc()).limit(1)).scalar()
            if ticket and entry.author == TEAM:
                told = sentence("team_undelivered", name=entry.message.by or "", reason=reason)
                notes.add(connection, self._clock(), ticket, BOT, NoteKind.UNDELIVERED, told)
                ticket_events.note(connection, self._clock(), BOT, Action.UNDELIVERED, ticket, reason)
                self.announcements.undelivered(connection, entry)
            return True
