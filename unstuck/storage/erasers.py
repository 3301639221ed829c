"""Erasers: the one list of what is kept of people, and how each kind of it is erased."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any, Protocol

from sqlalchemy import Table, delete, false, func, inspect, select
from sqlalchemy.engine import Connection, Engine

from unstuck.privacy.fingerprints import fingerprint
from unstuck.settings import Settings
from unstuck.storage.attachments import Attachments
from unstuck.storage.conversations import Conversations
from unstuck.storage.database import connect, open_tracker, transaction
from unstuck.storage.support_tables import read_marks, ticket_is_open, ticket_notes, ticket_parts, tickets
from unstuck.storage.tables import (
    arrivals,
    conversation_languages,
    deleted_conversations,
    messages,
    outbox,
    routes,
    tracker_events,
)

DELETIONS = "marks of deletion"

_parts_of_open_tickets = select(ticket_parts.c.id).join(tickets).where(ticket_is_open)


class Eraser(Protocol):
    """Erases one kind of what is kept of people."""

    @property
    def kind(self) -> str:
        """Its name."""

    @property
    def tables(self) -> tuple[str, ...]:
        """The names of the tables that it erases from."""

    @property
    def forget(self) -> Callable[[str], int]:
        """Erase all of one conversation; how much that was. Raises StoreError."""

    def expire(self, conversation_id: str) -> int:
        """Erase what nobody works with any more; how much that was. Raises StoreError."""

    def latest(self, conversation_id: str | None) -> Mapping[str, datetime]:
        """When something last happened in each conversation, or in one. Raises StoreError."""

    @property
    def ids(self) -> Callable[[], set[str]]:
        """The conversations of which it keeps something. Raises StoreError."""


@dataclass(frozen=True)
class RowEraser:
    """Erases the rows of a table; `at` is the time of a row, and what is `in_use` does not expire."""

    kind: str
    engine: Engine
    table: Table
    at: Any = None
    in_use: Any = false()

    @property
    def tables(self) -> tuple[str, ...]:
        """Their names."""
        return (self.table.name,)

    def forget(self, conversation_id: str) -> int:
        """See Eraser."""
        return self._erase(self._of(conversation_id))

    def expire(self, conversation_id: str) -> int:
        """See Eraser."""
        return self._erase(self._of(conversation_id) & ~self.in_use)

    def latest(self, conversation_id: str | None) -> Mapping[str, datetime]:
        """See Eraser."""
        if self.at is None:
            return {}
        query = select(self._id, func.max(self.at)).where(self.at.isnot(None), ~self.in_use).group_by(self._id)
        if conversation_id is not None:
            query = query.where(self._of(conversation_id))
        with transaction(self.engine) as connection:
            return dict(connection.execute(query).all()) if self._exists(connection) else {}

    def ids(self) -> set[str]:
        """See Eraser."""
        with transaction(self.engine) as connection:
            known = select(self._id).distinct()
            return set(connection.execute(known).scalars()) if self._exists(connection) else set()

    @property
    def _id(self) -> Any:
        return self.table.c.conversation_id

    def _of(self, conversation_id: str) -> Any:
        return self._id == conversation_id

    def _exists(self, connection: Connection) -> bool:
        """Rasa makes the table of its tracker when it first starts."""
        return inspect(connection).has_table(self.table.name)

    def _erase(self, which: Any) -> int:
        with transaction(self.engine) as connection:
            return connection.execute(delete(self.table).where(which)).rowcount if self._exists(connection) else 0


class MarkEraser(RowEraser):
    """Erases marks of deletion, which know a conversation by its fingerprint."""

    def _of(self, conversation_id: str) -> Any:
        return self._id.in_((conversation_id, fingerprint(conversation_id)))


class TicketEraser(RowEraser):
    """Erases tickets with their parts, their notes and the address that the answer is sent to."""

    @property
    def tables(self) -> tuple[str, ...]:
        """Their names."""
        return (tickets.name, ticket_parts.name, ticket_notes.name)

    def _erase(self, which: Any) -> int:
        with transaction(self.engine) as connection:
            for table in (ticket_parts, ticket_notes):
                connection.execute(delete(table).where(table.c.ticket.in_(select(tickets.c.id).where(which))))
            return connection.execute(delete(tickets).where(which)).rowcount


@dataclass(frozen=True)
class StoreEraser:
    """Erases by a store's own way. An attachment has a time of its own; a conversation's progress names nobody."""

    kind: str
    tables: tuple[str, ...]
    forget: Callable[[str], int]
    ids: Callable[[], set[str]] = set

    def expire(self, conversation_id: str) -> int:
        """See Eraser."""
        return self.forget(conversation_id)

    def latest(self, conversation_id: str | None) -> Mapping[str, datetime]:
        """See Eraser."""
        return {}


def erasers(settings: Settings) -> list[Eraser]:
    """All there are: whoever adds a table with people in it adds a line here. Raises StoreError."""
    engine = connect(settings.database_location)
    attachments = Attachments.from_settings(settings)
    # Somebody still works on an open ticket, and the desks have to hear of it.
    announced = outbox.c.key.in_(_parts_of_open_tickets)
    return [
        RowEraser("tracker events", open_tracker(settings.database_location), tracker_events, tracker_events.c.at),
        RowEraser("messages", engine, messages, messages.c.at),
        MarkEraser(DELETIONS, engine, deleted_conversations, deleted_conversations.c.at),
        RowEraser("arrivals", engine, arrivals, arrivals.c.at),
        RowEraser("routes", engine, routes, routes.c.at),
        RowEraser("read marks", engine, read_marks),
        RowEraser("languages", engine, conversation_languages),
        RowEraser("follow-ups and deliveries", engine, outbox, outbox.c.due, in_use=announced),
        TicketEraser("tickets", engine, tickets, tickets.c.closed, in_use=ticket_is_open),
        StoreEraser(
            "outcomes", ("conversations", "unclear_messages", "comments"), Conversations.from_settings(settings).forget
        ),
        StoreEraser("attachments", ("attachments",), attachments.delete_all, attachments.owners),
    ]
