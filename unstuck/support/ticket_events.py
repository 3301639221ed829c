"""What was done about tickets, by whom and when: the log that the team is accountable by, and that figures come from.

No word of a person stands in it, so it outlives the ticket, whose number alone it keeps.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum

from sqlalchemy import select
from sqlalchemy.engine import Connection

from unstuck.storage.database import Store, transaction
from unstuck.storage.support_tables import ticket_events
from unstuck.support.actor import Actor


class Action(StrEnum):
    """What was done about a ticket; the detail is in brackets."""

    OPENED = "opened"
    ASKED_AGAIN = "asked_again"
    TOOK_OVER = "took_over"  # (whom from)
    REPLIED = "replied"
    NOTED = "noted"
    HANDED_BACK = "handed_back"
    GAVE_FIX = "gave_fix"  # (the fix)
    FIX_ENDED = "fix_ended"  # (the fix and its result)
    UNDELIVERED = "undelivered"  # a reply (why)
    CLOSED = "closed"  # (the reason)
    REOPENED = "reopened"


@dataclass(frozen=True)
class Event:
    """One thing that somebody did."""

    at: datetime
    who: str
    name: str
    action: str
    detail: str


class TicketEvents(Store):
    """The log."""

    def record(self, who: Actor, action: str, detail: str = "") -> None:
        """Note what somebody did that concerns no ticket, such as signing in. Raises StoreError."""
        with transaction(self._engine) as connection:
            note(connection, self._clock(), who, action, detail=detail)


def note(
    connection: Connection, at: datetime, who: Actor, action: str, ticket: int | None = None, detail: str = ""
) -> None:
    """Note what somebody did, in the transaction that does it; `ticket` is the ticket's row."""
    row = {"at": at, "ticket": ticket, "actor": who.id, "name": who.name, "action": action, "detail": detail}
    connection.execute(ticket_events.insert().values(**row))


def of_ticket(connection: Connection, ticket: int) -> tuple[Event, ...]:
    """What was done about a ticket, oldest first."""
    query = select(ticket_events).where(ticket_events.c.ticket == ticket).order_by(ticket_events.c.id)
    return tuple(Event(row.at, row.actor, row.name, row.action, row.detail) for row in connection.execute(query))
