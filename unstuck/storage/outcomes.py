"""Outcomes: how each fix went for each cause, so that the team sees which fix works. Nobody is named."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import func, select

from unstuck.storage.database import Store, transaction
from unstuck.storage.tables import outcomes


@dataclass(frozen=True)
class Tally:
    """How often a fix ended in a result, for one cause of one article; empty where there was none."""

    article: str
    cause: str
    method: str
    result: str
    count: int


class Outcomes(Store):
    """All outcomes."""

    def record(self, article: str, cause: str, method: str, result: str) -> None:
        """Remember one outcome. Raises StoreError."""
        row = {"at": self._clock(), "article": article, "cause": cause, "method": method, "result": result}
        with transaction(self._engine) as connection:
            connection.execute(outcomes.insert().values(**row))

    def tally(self, since: datetime | None = None) -> list[Tally]:
        """Counts by article, cause, method and result, in this order, of all time or since then. Raises StoreError."""
        group = (outcomes.c.article, outcomes.c.cause, outcomes.c.method, outcomes.c.result)
        query = select(*group, func.count()).group_by(*group).order_by(*group)
        if since:
            query = query.where(outcomes.c.at >= since)
        with transaction(self._engine) as connection:
            return [Tally(*row) for row in connection.execute(query)]
