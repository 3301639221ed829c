"""Outcomes: how each fix went for each cause, so that the team sees which fix works. Nobody is named."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import Column, Integer, String, Table, func, select

from unstuck.storage.database import Moment, Place, connect, metadata, now, transaction

_outcomes = Table(
    "outcomes",
    metadata,
    Column("id", Integer, primary_key=True, autoincrement=True),
    Column("at", Moment, nullable=False),
    Column("article", String(100), nullable=False),
    Column("cause", String(100), nullable=False),
    Column("method", String(100), nullable=False),
    Column("result", String(20), nullable=False),
)


@dataclass(frozen=True)
class Tally:
    """How often a fix ended in a result, for one cause of one article; empty where there was none."""

    article: str
    cause: str
    method: str
    result: str
    count: int


class Outcomes:
    """All outcomes."""

    def __init__(self, place: Place, clock: Callable[[], datetime] = now) -> None:
        self._engine = connect(place)
        self._clock = clock

    def record(self, article: str, cause: str, method: str, result: str) -> None:
        """Remember one outcome. Raises StoreError."""
        row = {"at": self._clock(), "article": article, "cause": cause, "method": method, "result": result}
        with transaction(self._engine) as connection:
            connection.execute(_outcomes.insert().values(**row))

    def tally(self, since: datetime | None = None) -> list[Tally]:
        """Counts by article, cause, method and result, in this order, of all time or since then. Raises StoreError."""
        group = (_outcomes.c.article, _outcomes.c.cause, _outcomes.c.method, _outcomes.c.result)
        query = select(*group, func.count()).group_by(*group).order_by(*group)
        if since:
            query = query.where(_outcomes.c.at >= since)
        with transaction(self._engine) as connection:
            return [Tally(*row) for row in connection.execute(query)]
