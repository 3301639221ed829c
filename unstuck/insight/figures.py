"""Figures over what is recorded, counted by the database. Days are those of UTC."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import UTC, date, datetime, time, timedelta
from typing import Any, Self

from sqlalchemy import case, func, select
from sqlalchemy.sql import ColumnElement

from unstuck.insight.likeness import Likeness, group
from unstuck.settings import Settings
from unstuck.storage.conversations import HANDED_OFF, SILENCE, SOLVED
from unstuck.storage.database import Clock, DatabaseLocation, Store, now, transaction
from unstuck.storage.outcomes import Outcomes, Tally
from unstuck.storage.tables import comments, conversations, photo_findings, unclear_messages

MOST_STOPS = 10
MOST_COMMENTS = 40  # the latest
MOST_MESSAGES = 500  # different ones, the latest; grouping them takes a fraction of a second


@dataclass(frozen=True)
class Day:
    """Conversations begun on a day, by how they ended; `left` are silent for an hour without an end, `open` are not."""

    day: date
    solved: int = 0
    handed_off: int = 0
    left: int = 0
    open: int = 0


@dataclass(frozen=True)
class Fix:
    """How often a fix solved a cause, failed, or was skipped."""

    article: str
    cause: str
    method: str
    solved: int
    failed: int
    skipped: int


@dataclass(frozen=True)
class Stop:
    """How many people left at a place: a step (counted from 1; 0 outside a fix), or an escalation."""

    article: str
    method: str
    step: int
    escalation: str
    count: int


@dataclass(frozen=True)
class Finding:
    """How often something was found in a picture; `fine` is a picture with nothing wrong."""

    code: str
    count: int


@dataclass(frozen=True)
class Thumbs:
    """How many people said that they were helped, and that they were not."""

    up: int
    down: int


@dataclass(frozen=True)
class Comment:
    """What somebody added to a thumb, `up` or `down`."""

    thumb: str
    text: str


@dataclass(frozen=True)
class Language:
    """Conversations in a language (its code, empty where it is not known), by how they ended."""

    code: str
    solved: int = 0
    handed_off: int = 0
    left: int = 0
    open: int = 0


@dataclass(frozen=True)
class Figures:
    """All figures of the days `days`, the first of them to today."""

    days: tuple[Day, ...]
    languages: tuple[Language, ...]
    fixes: tuple[Fix, ...]
    stops: tuple[Stop, ...]
    findings: tuple[Finding, ...]
    thumbs: Thumbs
    comments: tuple[Comment, ...]
    unclear: tuple[Likeness, ...]


class Insight(Store):
    """Reads figures.

    Args:
        database: where it is.
        keep: how long people's own words may be shown.
    """

    def __init__(self, database: DatabaseLocation, keep: timedelta, clock: Clock = now) -> None:
        super().__init__(database, clock)
        self._outcomes = Outcomes(database, clock)
        self._keep = keep

    @classmethod
    def from_settings(cls, settings: Settings, clock: Clock = now, **_: Any) -> Self:
        """As the settings say. Raises StoreError."""
        return cls(settings.database_location, timedelta(days=settings.retention_days), clock=clock)

    def figures(self, days: int) -> Figures:
        """All figures of the last `days` days, today among them. Raises StoreError."""
        first = (self._clock() - timedelta(days=days - 1)).astimezone(UTC).date()
        since = datetime.combine(first, time(), UTC)
        return Figures(
            days=self._days(since, days),
            languages=self._languages(since),
            fixes=self._fixes(since),
            stops=self._stops(since),
            findings=self._findings(since),
            thumbs=self._thumbs(since),
            comments=self._comments(since),
            unclear=group(self._messages(since)),
        )

    def tallies(self) -> list[Tally]:
        """The outcomes of all time, for the order of fixes. Raises StoreError."""
        return self._outcomes.tally()

    def _rows(self, query: object) -> list:
        with transaction(self._engine) as connection:
            return connection.execute(query).all()

    def _state(self) -> ColumnElement:
        ended = conversations.c.end
        silent = conversations.c.last < self._clock() - SILENCE
        return case((ended != "", ended), (silent, "left"), else_="open")

    def _ends_by(self, what: ColumnElement, since: datetime) -> dict[str, dict[str, int]]:
        """How many conversations ended in which way, by what a column of theirs says."""
        # Grouped by the columns' names: PostgreSQL takes an expression with values in it for another one each time.
        columns = (what.label("what"), self._state().label("state"))
        query = select(*columns, func.count()).where(conversations.c.begun >= since).group_by("what", "state")
        counts: dict[str, dict[str, int]] = {}
        for found, ended, number in self._rows(query):
            counts.setdefault(str(found), {})[ended] = number
        return counts

    def _days(self, since: datetime, count: int) -> tuple[Day, ...]:
        counts = self._ends_by(func.date(conversations.c.begun), since)
        days = [since.date() + timedelta(days=number) for number in range(count)]
        return tuple(Day(one, **counts.get(one.isoformat(), {})) for one in days)

    def _languages(self, since: datetime) -> tuple[Language, ...]:
        counts = self._ends_by(conversations.c.language, since)
        ranked = sorted(counts, key=lambda code: (-sum(counts[code].values()), code))
        return tuple(Language(code, **counts[code]) for code in ranked)

    def _fixes(self, since: datetime) -> tuple[Fix, ...]:
        found: dict[tuple[str, str, str], dict[str, int]] = {}
        for tally in self._outcomes.tally(since):
            if tally.method and tally.result in ("solved", "failed", "skipped"):
                found.setdefault((tally.article, tally.cause, tally.method), {})[tally.result] = tally.count
        results = ("solved", "failed", "skipped")
        return tuple(Fix(*names, *(counts.get(result, 0) for result in results)) for names, counts in found.items())

    def _stops(self, since: datetime) -> tuple[Stop, ...]:
        table = conversations.c
        place = (table.article, table.method, table.step, table.escalation)
        left = (table.begun >= since) & (self._state() == "left")
        query = select(*place, func.count()).where(left).group_by(*place).order_by(func.count().desc(), *place)
        return tuple(
            Stop(article, method, step + 1 if method else 0, escalation, count)
            for article, method, step, escalation, count in self._rows(query.limit(MOST_STOPS))
        )

    def _findings(self, since: datetime) -> tuple[Finding, ...]:
        code = photo_findings.c.code
        query = select(code, func.count()).where(photo_findings.c.at >= since).group_by(code)
        return tuple(Finding(*row) for row in self._rows(query.order_by(func.count().desc(), code)))

    def _thumbs(self, since: datetime) -> Thumbs:
        thumb = conversations.c.thumb
        rated = (conversations.c.begun >= since) & (thumb != "")
        counts = dict(tuple(row) for row in self._rows(select(thumb, func.count()).where(rated).group_by(thumb)))
        return Thumbs(counts.get("up", 0), counts.get("down", 0))

    def _comments(self, since: datetime) -> tuple[Comment, ...]:
        table = comments.c
        kept = table.at > max(since, self._clock() - self._keep)
        query = select(table.thumb, table.text).where(kept).order_by(table.at.desc(), table.id.desc())
        return tuple(Comment(*row) for row in self._rows(query.limit(MOST_COMMENTS)))

    def _messages(self, since: datetime) -> list[tuple[str, int]]:
        table = unclear_messages.c
        kept = table.at > max(since, self._clock() - self._keep)
        query = select(table.text, func.count()).where(kept).group_by(table.text)
        return [
            (text, count) for text, count in self._rows(query.order_by(func.max(table.at).desc()).limit(MOST_MESSAGES))
        ]


def ends(days: tuple[Day, ...]) -> dict[str, int]:
    """How many conversations there were in all, and how many ended in which way."""
    names = (SOLVED, HANDED_OFF, "left", "open")
    counts = {name: sum(getattr(day, name) for day in days) for name in names}
    return {"begun": sum(counts.values()), **counts}
