"""Follow-ups: promises to write again later, kept as rows so that they survive any restart."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime, timedelta

from sqlalchemy import Column, Integer, String, Table, select

from unstuck.database import Moment, Place, connect, metadata, now, transaction

_follow_ups = Table(
    "follow_ups",
    metadata,
    Column("id", Integer, primary_key=True, autoincrement=True),
    Column("owner", String(200), nullable=False, unique=True),
    Column("channel", String(50), nullable=False),
    Column("due", Moment, nullable=False),
)


@dataclass(frozen=True)
class FollowUp:
    """One promise: whom to write to, on which channel, and when."""

    owner: str
    channel: str
    due: datetime


class FollowUps:
    """All follow-ups that are still open; one person has one at most, the latest."""

    def __init__(self, place: Place, clock: Callable[[], datetime] = now) -> None:
        self._engine = connect(place)
        self._clock = clock

    def schedule(self, owner: str, channel: str, hours: float) -> FollowUp:
        """Promise to write in `hours`; it takes the place of an earlier promise. Raises StoreError."""
        due = self._clock() + timedelta(hours=hours)
        with transaction(self._engine) as connection:
            connection.execute(_follow_ups.delete().where(_follow_ups.c.owner == owner))
            connection.execute(_follow_ups.insert().values(owner=owner, channel=channel, due=due))
        return FollowUp(owner, channel, due)

    def cancel(self, owner: str) -> int:
        """Call off a person's follow-up; returns how many there were. Raises StoreError."""
        with transaction(self._engine) as connection:
            return connection.execute(_follow_ups.delete().where(_follow_ups.c.owner == owner)).rowcount

    def due(self) -> list[FollowUp]:
        """Those whose time has come, earliest first. Raises StoreError."""
        query = select(_follow_ups).where(_follow_ups.c.due <= self._clock()).order_by(_follow_ups.c.due)
        with transaction(self._engine) as connection:
            return [FollowUp(row.owner, row.channel, row.due) for row in connection.execute(query)]
