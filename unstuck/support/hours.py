"""Office hours of the team: data/hours.yml, which the team edits. Without a week in it nothing is said of hours."""

from __future__ import annotations

import logging
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from pathlib import Path
from typing import Any
from zoneinfo import ZoneInfo, ZoneInfoNotFoundError

from ruamel.yaml import YAML, YAMLError

from unstuck.errors import SettingError

log = logging.getLogger(__name__)

DAYS = ("monday", "tuesday", "wednesday", "thursday", "friday", "saturday", "sunday")
FURTHEST_DAYS = 60  # that an opening is looked for: longer than any holidays

Span = tuple[time, time]


@dataclass(frozen=True)
class Hours:
    """When somebody of the team is there. `week` has the spans of each day from Monday on; `special` are dates with
    hours of their own, none for a holiday. An empty week means that nobody knows: then the team counts as there."""

    zone: ZoneInfo
    week: tuple[tuple[Span, ...], ...] = ()
    special: Mapping[date, tuple[Span, ...]] | None = None

    @classmethod
    def load(cls, path: Path) -> Hours:
        """The hours of a file; none where there is no file. Raises SettingError `bad_hours`, with what is wrong."""
        try:
            data = YAML(typ="safe").load(path.read_text(encoding="utf-8")) or {}
            return cls._read(data)
        except FileNotFoundError:
            return cls(ZoneInfo("UTC"))
        except (OSError, YAMLError, ValueError, TypeError, AttributeError, ZoneInfoNotFoundError) as error:
            raise SettingError("bad_hours", f"{path} cannot be used: {error}") from error

    @classmethod
    def _read(cls, data: Mapping[str, Any]) -> Hours:
        strange = {*data} - {"time_zone", "week", "dates"}
        if strange:
            raise ValueError(f"it has {', '.join(sorted(map(str, strange)))}; known are time_zone, week and dates.")
        week = data.get("week") or {}
        if unknown := {*week} - {*DAYS}:
            raise ValueError(f"{', '.join(sorted(map(str, unknown)))} is no day: write {', '.join(DAYS)}.")
        days = tuple(_spans(week.get(day)) for day in DAYS) if week else ()
        return cls(
            ZoneInfo(str(data.get("time_zone") or "UTC")),
            days,
            {_date(day): _spans(spans) for day, spans in (data.get("dates") or {}).items()},
        )

    @property
    def are_known(self) -> bool:
        """Whether anything can be said of hours."""
        return any(self.week) or any((self.special or {}).values())

    def is_open(self, at: datetime) -> bool:
        """Whether somebody is there at that time."""
        here = at.astimezone(self.zone)
        return not self.are_known or any(start <= here.time() < end for start, end in self._on(here.date()))

    def next_opening(self, at: datetime) -> datetime | None:
        """When somebody is there next, in the team's own time; None if that is not known."""
        here = at.astimezone(self.zone)
        return next((opening for opening in self._openings(here) if opening > here), None)

    def _openings(self, here: datetime) -> Iterator[datetime]:
        for days in range(FURTHEST_DAYS):
            day = here.date() + timedelta(days=days)
            for start, _ in self._on(day):
                yield datetime.combine(day, start, self.zone)

    def _on(self, day: date) -> tuple[Span, ...]:
        special = self.special or {}
        return special[day] if day in special else self.week[day.weekday()] if self.week else ()


class OfficeHours:
    """The hours of a file as they are now; one that was broken while the bot runs leaves them as they were.

    Raises:
        SettingError: the file is wrong already when it is first read.
    """

    def __init__(self, path: Path) -> None:
        self._path = path
        self._good = Hours.load(path)

    def __call__(self) -> Hours:
        """The hours."""
        try:
            self._good = Hours.load(self._path)
        except SettingError as error:
            log.error("%s", error.message)
        return self._good


def _spans(value: Any) -> tuple[Span, ...]:
    """`09:00-12:00, 13:00-17:00` in order; nothing, or `closed`, for a day on which nobody is there."""
    text = str(value or "").strip()
    if not text or text == "closed":
        return ()
    spans = tuple(_span(part) for part in text.split(","))
    ends = [moment for span in spans for moment in span]
    if ends != sorted(set(ends)):
        raise ValueError(f"{text}: each span has to end after it begins, and before the next one.")
    return spans


def _span(text: str) -> Span:
    try:
        start, end = (part.strip() for part in text.split("-"))
        return time.fromisoformat(start), time.max if end == "24:00" else time.fromisoformat(end)
    except ValueError:
        raise ValueError(f"{text.strip()} is no span of hours: write it like 09:00-17:00.") from None


def _date(value: Any) -> date:
    if isinstance(value, date):
        return value
    raise ValueError(f"{value} is no date: write it like 2026-12-25.")
