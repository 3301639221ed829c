"""Tickets: what a person of the support team needs to take over a case, kept in the local database.

A ticket grows by parts: the first opens it, and each later one adds what was said and tried since. A part is written in
one transaction with one row of the outbox for each other desk that has to hear of it, so that none is ever lost.
"""

from __future__ import annotations

import secrets
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum
from typing import Any

from sqlalchemy import select
from sqlalchemy.engine import Connection, Row

from unstuck.errors import TicketError
from unstuck.privacy.masking import mask
from unstuck.storage import outbox
from unstuck.storage.columns import LONGEST_CHANNEL
from unstuck.storage.database import Clock, DatabaseLocation, Store, now, transaction
from unstuck.storage.outbox import Item, Outbox
from unstuck.storage.support_tables import ticket_is_open, ticket_parts, tickets
from unstuck.support import ticket_events
from unstuck.support.actor import PERSON
from unstuck.support.known import Known
from unstuck.support.numbers import number_of, row_of, unknown
from unstuck.support.phase import Phase
from unstuck.support.ticket_events import Action


class TicketState(StrEnum):
    """Whether somebody still has to do something about it."""

    OPEN = "open"
    CLOSED = "closed"


@dataclass(frozen=True)
class Part:
    """The opening of a ticket (`n` = 1), or an addition to it.

    `facts` are all that is known by then: article, device, causes, fixes tried and skipped, escalations, findings of
    the photo. `said` is what is new of the talk: who (`user` or `bot`) said what, oldest first, masked.
    """

    id: str
    n: int
    at: datetime
    facts: dict[str, Any]
    said: tuple[tuple[str, str], ...]


@dataclass(frozen=True)
class Ticket:
    """One hand-off, with its parts, oldest first."""

    number: str
    conversation_id: str
    channel: str
    state: TicketState
    opened: datetime
    closed: datetime | None
    parts: tuple[Part, ...]

    @property
    def facts(self) -> dict[str, Any]:
        """What is known of the case by now."""
        return self.parts[-1].facts

    @property
    def transcript(self) -> list[tuple[str, str]]:
        """All that was said."""
        return [line for part in self.parts for line in part.said]


@dataclass(frozen=True)
class Standing:
    """How it stands with an open ticket: who has it, where the answer is mailed to, and what is known of the case."""

    number: str
    phase: Phase
    holder_name: str
    contact: str
    known: Known


class Tickets(Store):
    """All tickets. `desks` are the queues of the outbox in which every new part is announced."""

    def __init__(self, database: DatabaseLocation, clock: Clock = now, desks: Iterable[str] = ()) -> None:
        super().__init__(database, clock)
        self._database = database
        self._desks = [Outbox(database, desk, clock) for desk in desks]

    def open(
        self, conversation_id: str, channel: str, facts: dict[str, Any], transcript: Sequence[tuple[str, str]]
    ) -> Ticket:
        """Open a ticket, or add a part to the conversation's open one. Raises StoreError."""
        said = [(who, mask(text)) for who, text in transcript]
        with transaction(self._engine) as connection:
            mine = (
                select(tickets.c.id)
                .where((tickets.c.conversation_id == conversation_id) & ticket_is_open)
                .with_for_update()
            )
            id = connection.execute(mine).scalar()
            if id is None:
                row = {
                    "conversation_id": conversation_id,
                    "channel": channel[:LONGEST_CHANNEL],
                    "state": TicketState.OPEN.value,
                    "opened": self._clock(),
                    "phase": Phase.WAITING.value,
                    "waiting_since": self._clock(),
                }
                id = connection.execute(tickets.insert().values(**row)).inserted_primary_key[0]
                ticket_events.note(connection, self._clock(), PERSON, Action.OPENED, id)
                known = None
            else:
                known = self._read(connection, tickets.c.id == id)[0]
                said = _new_in(known.transcript, said)
                self._wait_again(connection, id)
            n = len(known.parts) + 1 if known else 1
            part = {"id": secrets.token_hex(16), "ticket": id, "n": n, "at": self._clock(), "facts": facts}
            connection.execute(ticket_parts.insert().values(**part, said=said))
            for desk in self._desks:
                letter = {"ticket": number_of(id), "part": n}
                desk.schedule(part["id"], self._clock(), letter, conversation_id=conversation_id, within=connection)
            return self._read(connection, tickets.c.id == id)[0]

    def get(self, number: str) -> Ticket:
        """The ticket of that number, with or without its `U-`. Raises StoreError, TicketError `ticket_unknown`."""
        with transaction(self._engine) as connection:
            found = self._read(connection, tickets.c.id == row_of(number))
        if not found:
            raise unknown(number)
        return found[0]

    def is_open(self, number: str) -> bool:
        """Whether there is such a ticket and it is open. Raises StoreError."""
        with transaction(self._engine) as connection:
            found = connection.execute(select(tickets.c.id).where((tickets.c.id == row_of(number)) & ticket_is_open))
            return found.first() is not None

    def standing(self, conversation_id: str) -> Standing | None:
        """How it stands with the open ticket of a conversation. Raises StoreError."""
        mine = (tickets.c.conversation_id == conversation_id) & ticket_is_open
        with transaction(self._engine) as connection:
            row = connection.execute(select(tickets).where(mine)).first()
        if row is None:
            return None
        known = Known.from_json(row.known)
        return Standing(number_of(row.id), Phase(row.phase), row.holder_name, row.contact, known)

    def keep_contact(self, number: str, address: str) -> None:
        """Send the answer to this mail address as well. Raises StoreError, TicketError `ticket_unknown`."""
        with transaction(self._engine) as connection:
            connection.execute(tickets.update().where(tickets.c.id == row_of(number)).values(contact=address))

    def know(self, number: str, known: Known) -> None:
        """Keep how the case stands now. Raises StoreError, TicketError `ticket_unknown`."""
        mine = tickets.update().where(tickets.c.id == row_of(number))
        with transaction(self._engine) as connection:
            connection.execute(mine.values(known=known.to_json()))

    def close(self, number: str) -> Ticket:
        """Close a ticket, as its person wants: what comes after it opens another.

        Raises:
            TicketError: `ticket_unknown`, `ticket_closed`.
            StoreError: the database does not answer.
        """
        change = tickets.update().where((tickets.c.id == row_of(number)) & ticket_is_open)
        with transaction(self._engine) as connection:
            values = {"state": TicketState.CLOSED.value, "closed": self._clock()}
            done = connection.execute(change.values(**values)).rowcount
            if done:
                ticket_events.note(connection, self._clock(), PERSON, Action.CLOSED, row_of(number))
        ticket = self.get(number)
        if not done:
            raise TicketError("ticket_closed", f"{ticket.number} is closed already: there is nothing to do.")
        return ticket

    def all(self, state: TicketState | None = None) -> list[Ticket]:
        """Every ticket, or those in one state, oldest first. Raises StoreError."""
        with transaction(self._engine) as connection:
            return self._read(connection, tickets.c.state == state.value if state else True)

    def deliveries(self, ticket: Ticket) -> list[tuple[Part, Item]]:
        """What became of its announcements at the other desks, in the order of its parts. Raises StoreError."""
        items = outbox.about(self._database, ticket.conversation_id)
        return [(part, item) for part in ticket.parts for item in items if item.key == part.id]

    def _wait_again(self, connection: Connection, id: int) -> None:
        """Let a ticket that was handed back wait for a teammate once more."""
        back = (tickets.c.id == id) & (tickets.c.phase == Phase.HANDED_BACK.value)
        values = {"phase": Phase.WAITING.value, "waiting_since": self._clock()}
        change = tickets.update().where(back).values(**values, holder="", holder_name="", fix="")
        if connection.execute(change).rowcount:
            ticket_events.note(connection, self._clock(), PERSON, Action.ASKED_AGAIN, id)

    def _read(self, connection: Connection, which: Any) -> list[Ticket]:
        rows = connection.execute(select(tickets).where(which).order_by(tickets.c.id)).all()
        chosen = select(tickets.c.id).where(which)
        query = (
            select(ticket_parts)
            .where(ticket_parts.c.ticket.in_(chosen))
            .order_by(ticket_parts.c.ticket, ticket_parts.c.n)
        )
        parts: dict[int, list[Part]] = {}
        for row in connection.execute(query):
            said = tuple((who, text) for who, text in row.said)
            parts.setdefault(row.ticket, []).append(Part(row.id, row.n, row.at, row.facts, said))
        # One that is erased by another process just now has no parts any more.
        return [_ticket(row, parts[row.id]) for row in rows if row.id in parts]


def _new_in(known: Sequence[tuple[str, str]], talk: Sequence[tuple[str, str]]) -> list[tuple[str, str]]:
    """What the talk has after the longest end of `known` that it starts with; a talk is kept from some message on."""
    for overlap in range(min(len(known), len(talk)), 0, -1):
        if list(known[-overlap:]) == list(talk[:overlap]):
            return list(talk[overlap:])
    return list(talk)


def _ticket(row: Row, parts: Sequence[Part]) -> Ticket:
    state = TicketState(row.state)
    return Ticket(number_of(row.id), row.conversation_id, row.channel, state, row.opened, row.closed, tuple(parts))
