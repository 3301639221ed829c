"""How long people are remembered: everything of a conversation is erased after so many days, or at once when asked.

There is one list of what is kept of people. The chat's own "delete", `unstuck forget` and the retention all go by it.
"""

from __future__ import annotations

import logging
from collections import Counter
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any, Protocol

from sqlalchemy import Table, delete, false, func, inspect, select, text
from sqlalchemy.engine import Connection, Engine

from unstuck.settings import Settings
from unstuck.storage.attachments import Attachments
from unstuck.storage.conversations import Conversations
from unstuck.storage.database import Clock, connect, now, open_tracker, transaction
from unstuck.storage.outbox import Outbox
from unstuck.storage.support_tables import (
    read_marks,
    ticket_is_open,
    ticket_notes,
    ticket_parts,
    tickets,
)
from unstuck.storage.tables import (
    arrivals,
    deleted_conversations,
    messages,
    outbox,
    routes,
    tracker_events,
)

log = logging.getLogger(__name__)

# By then, what was being said while somebody was forgotten has been written down: a turn ends within 60 seconds.
AFTERMATH = timedelta(minutes=2)
SECONDS_TO_ERASE = 600  # a lease
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

    def forget(self, conversation_id: str) -> int:
        """Erase all of one conversation; how much that was. Raises StoreError."""

    def expire(self, conversation_id: str) -> int:
        """Erase what nobody works with any more; how much that was. Raises StoreError."""

    def latest(self, conversation_id: str | None) -> Mapping[str, datetime]:
        """When something last happened in each conversation, or in one. Raises StoreError."""


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

    def expire(self, conversation_id: str) -> int:
        """See Eraser."""
        return self.forget(conversation_id)

    def latest(self, conversation_id: str | None) -> Mapping[str, datetime]:
        """See Eraser."""
        return {}


def erasers(settings: Settings) -> list[Eraser]:
    """All there are: whoever adds a table with people in it adds a line here. Raises StoreError."""
    engine = connect(settings.database_location)
    # Somebody still works on an open ticket, and the desks have to hear of it.
    announced = outbox.c.key.in_(_parts_of_open_tickets)
    return [
        RowEraser("tracker events", open_tracker(settings.database_location), tracker_events, tracker_events.c.at),
        RowEraser("messages", engine, messages, messages.c.at),
        RowEraser(DELETIONS, engine, deleted_conversations, deleted_conversations.c.at),
        RowEraser("arrivals", engine, arrivals, arrivals.c.at),
        RowEraser("routes", engine, routes),
        RowEraser("read marks", engine, read_marks),
        RowEraser("follow-ups and deliveries", engine, outbox, outbox.c.due, in_use=announced),
        TicketEraser("tickets", engine, tickets, tickets.c.closed, in_use=ticket_is_open),
        StoreEraser(
            "outcomes", ("conversations", "unclear_messages", "comments"), Conversations.from_settings(settings).forget
        ),
        StoreEraser("attachments", ("attachments",), Attachments.from_settings(settings).delete_all),
    ]


class Erasure:
    """Forgets people. Any number of processes may do it at once, while the servers run."""

    def __init__(self, settings: Settings, clock: Clock = now) -> None:
        self._settings = settings
        self._erasers = erasers(settings)
        self._attachments = Attachments.from_settings(settings)
        self._again = Outbox.from_settings(settings, clock, queue="forget")
        self._clock = clock

    def forget(self, conversation_id: str) -> Counter[str]:
        """Erase everything of one conversation, at once; how much of each kind that was.

        What a turn that is running writes after it, `sweep` erases two minutes later. Raises StoreError.
        """
        counts = self._erase(conversation_id)
        if counts.total():
            self._again.schedule(conversation_id, self._clock() + AFTERMATH, None, conversation_id=conversation_id)
        return counts

    def delete(self, conversation_id: str) -> None:
        """Erase a conversation as its person asks: all but an open ticket, and the mark that it is deleted.

        To be called when no turn of it runs. Raises StoreError.
        """
        for eraser in self._erasers:
            if eraser.kind != DELETIONS:
                eraser.expire(conversation_id)
        self._wipe()

    def sweep(self) -> Counter[str]:
        """Erase what has grown old, and finish what `forget` began; how much of each kind that was.

        To be called every hour, by as many processes as there are. Raises StoreError.
        """
        counts: Counter[str] = Counter({"attachments": self._attachments.sweep()})
        for item in self._again.claim(1000, SECONDS_TO_ERASE):
            counts += self._erase(item.conversation_id)
        limit = self._clock() - timedelta(days=self._settings.retention_days)
        for conversation_id, at in self._latest().items():
            # Looked at again, since somebody may have come back while others were erased.
            if at < limit and self._latest(conversation_id).get(conversation_id, at) < limit:
                counts += Counter({eraser.kind: eraser.expire(conversation_id) for eraser in self._erasers})
        self._wipe()
        return +counts

    def _erase(self, conversation_id: str) -> Counter[str]:
        counts = Counter({eraser.kind: eraser.forget(conversation_id) for eraser in self._erasers})
        self._wipe()
        return +counts

    def _wipe(self) -> None:
        """See to it that what was erased is in no file of SQLite's any more: its log of changes is emptied.

        Where somebody reads for too long just now, the next sweep does it.
        """
        database = self._settings.database_location
        for engine in (connect(database), open_tracker(database)):
            if engine.dialect.name == "sqlite":
                with transaction(engine) as connection:
                    if connection.execute(text("PRAGMA wal_checkpoint(TRUNCATE)")).one()[0]:
                        log.warning("SQLite's log could not be emptied just now: the next sweep tries again")

    def _latest(self, conversation_id: str | None = None) -> dict[str, datetime]:
        latest: dict[str, datetime] = {}
        for eraser in self._erasers:
            for who, at in eraser.latest(conversation_id).items():
                latest[who] = max(at, latest.get(who, at))
        return latest
