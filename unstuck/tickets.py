"""Tickets: what a person of the support team needs to take over a case, kept in the local database."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from sqlalchemy import JSON, Column, Integer, String, Table, select
from sqlalchemy.engine import Row

from unstuck.database import Moment, Place, connect, metadata, now, transaction
from unstuck.masking import mask

FIRST_NUMBER = 1001

_tickets = Table(
    "tickets",
    metadata,
    Column("id", Integer, primary_key=True, autoincrement=True),
    Column("owner", String(200), nullable=False, index=True),
    Column("channel", String(50), nullable=False),
    Column("state", String(20), nullable=False),
    Column("opened", Moment, nullable=False),
    Column("facts", JSON, nullable=False),
    Column("transcript", JSON, nullable=False),
)


@dataclass(frozen=True)
class Ticket:
    """One hand-off. `facts` are article, device, causes, fixes tried and skipped, escalations, photo findings;
    `transcript` is who (`user` or `bot`) said what, oldest first, masked."""

    number: str
    owner: str
    channel: str
    state: str
    opened: datetime
    facts: dict[str, Any]
    transcript: list[tuple[str, str]]


class Tickets:
    """All tickets."""

    def __init__(self, place: Place, clock: Callable[[], datetime] = now) -> None:
        self._engine = connect(place)
        self._clock = clock

    def open(self, owner: str, channel: str, facts: dict[str, Any], transcript: list[tuple[str, str]]) -> Ticket:
        """Open a ticket, or add to the owner's open one. Raises StoreError."""
        said = [(who, mask(text)) for who, text in transcript]
        with transaction(self._engine) as connection:
            found = connection.execute(
                select(_tickets).where(_tickets.c.owner == owner, _tickets.c.state == "open")
            ).first()
            if found:
                connection.execute(
                    _tickets.update().where(_tickets.c.id == found.id).values(facts=facts, transcript=said)
                )
                id = found.id
            else:
                row = {"owner": owner, "channel": channel, "state": "open", "opened": self._clock()}
                result = connection.execute(_tickets.insert().values(**row, facts=facts, transcript=said))
                id = result.inserted_primary_key[0]
            return _ticket(connection.execute(select(_tickets).where(_tickets.c.id == id)).one())

    def all(self) -> list[Ticket]:
        """Every ticket, oldest first. Raises StoreError."""
        with transaction(self._engine) as connection:
            return [_ticket(row) for row in connection.execute(select(_tickets).order_by(_tickets.c.id))]


def _ticket(row: Row) -> Ticket:
    return Ticket(
        number=f"U-{row.id + FIRST_NUMBER - 1}",
        owner=row.owner,
        channel=row.channel,
        state=row.state,
        opened=row.opened,
        facts=row.facts,
        transcript=[(who, text) for who, text in row.transcript],
    )
