"""Outcomes: how each fix went for each cause, so that the team sees which fix works. Nobody is named."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import case, func, select

from unstuck.storage.conversations import SOLVED
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


@dataclass(frozen=True)
class OfVersion:
    """How often a version of an article was tried, and how often it helped; since its first outcome.

    `version` is empty where nobody remembered it.
    """

    article: str
    version: str
    since: datetime
    tried: int
    solved: int


class Outcomes(Store):
    """All outcomes."""

    def record(self, article: str, cause: str, method: str, result: str, version: str = "") -> None:
        """Remember one outcome, of this version of the article. Raises StoreError."""
        row = {"article": article, "cause": cause, "method": method, "result": result, "version": version}
        with transaction(self._engine) as connection:
            connection.execute(outcomes.insert().values(at=self._clock(), **row))

    def tally(self, since: datetime | None = None) -> list[Tally]:
        """Counts by article, cause, method and result, in this order, of all time or since then. Raises StoreError."""
        group = (outcomes.c.article, outcomes.c.cause, outcomes.c.method, outcomes.c.result)
        query = select(*group, func.count()).group_by(*group).order_by(*group)
        if since:
            query = query.where(outcomes.c.at >= since)
        with transaction(self._engine) as connection:
            return [Tally(*row) for row in connection.execute(query)]

    def of_versions(self) -> list[OfVersion]:
        """What came of each version of each article, the older first. Raises StoreError."""
        table = outcomes.c
        solved = func.sum(case((table.result == SOLVED, 1), else_=0))
        query = select(table.article, table.version, func.min(table.at), func.count(), solved)
        query = query.group_by(table.article, table.version).order_by(table.article, func.min(table.at))
        with transaction(self._engine) as connection:
            return [OfVersion(*row) for row in connection.execute(query)]
