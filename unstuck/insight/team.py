"""Figures about the team: how long people wait, what solved their trouble, and what came back."""

from __future__ import annotations

from collections import Counter, defaultdict
from dataclasses import dataclass
from datetime import datetime, timedelta
from statistics import median

from sqlalchemy import func, select
from sqlalchemy.engine import Connection, Row

from unstuck.storage.database import Store, transaction
from unstuck.storage.support_tables import ticket_events, ticket_is_open, tickets

BACK_WITHIN = timedelta(days=7)
SOLVED = "solved"


@dataclass(frozen=True)
class Team:
    """What became of the tickets that were opened in some days.

    `waiting` and `held` are those of now. `first_answer` and `solution` are medians, None where there is none yet.
    `solved_after` counts closed tickets that were solved by the last fix that a teammate gave the bot, by its id; empty
    where there was none. `back` counts those that were opened again, or followed by another of the same person, within
    7 days.
    """

    opened: int
    closed: int
    waiting: int
    held: int
    first_answer: timedelta | None
    solution: timedelta | None
    solved_after: tuple[tuple[str, int], ...]
    back: int


@dataclass(frozen=True)
class _Course:
    """When one ticket was opened, first answered, closed last, and by which fix it was solved, if it was."""

    opened: datetime
    answered: datetime | None = None
    closed: datetime | None = None
    fix: str | None = None
    back: bool = False


class TeamFigures(Store):
    """Counts over the log of what was done about tickets, which outlives them."""

    def figures(self, days: int) -> Team:
        """The figures of the tickets that were opened in the last `days` days. Raises StoreError."""
        since = self._clock() - timedelta(days=days)
        with transaction(self._engine) as connection:
            courses = _courses(connection, since)
            counted = select(tickets.c.phase, func.count()).where(ticket_is_open).group_by(tickets.c.phase)
            phases = dict(connection.execute(counted).all())
        answers = [one.answered - one.opened for one in courses if one.answered]
        solutions = [one.closed - one.opened for one in courses if one.closed]
        fixes = Counter(one.fix for one in courses if one.fix is not None)
        return Team(
            opened=len(courses),
            closed=len(solutions),
            waiting=phases.get("waiting", 0),
            held=phases.get("held", 0),
            first_answer=_middle(answers),
            solution=_middle(solutions),
            solved_after=tuple(fixes.most_common()),
            back=sum(one.back for one in courses),
        )


def _middle(spans: list[timedelta]) -> timedelta | None:
    return timedelta(seconds=median(span.total_seconds() for span in spans)) if spans else None


def _courses(connection: Connection, since: datetime) -> list[_Course]:
    fresh = select(ticket_events.c.ticket).where((ticket_events.c.action == "opened") & (ticket_events.c.at > since))
    query = select(ticket_events).where(ticket_events.c.ticket.in_(fresh)).order_by(ticket_events.c.id)
    events: dict[int, list[Row]] = defaultdict(list)
    for event in connection.execute(query):
        events[event.ticket].append(event)
    again = _came_again(connection)
    return [_course(rows, ticket in again) for ticket, rows in events.items()]


def _course(events: list[Row], again: bool) -> _Course:
    opened = next(event.at for event in events if event.action == "opened")
    answered = next((event.at for event in events if event.action == "replied"), None)
    ends = [event for event in events if event.action == "closed"]
    reopened = [event.at for event in events if event.action == "reopened"]
    back = again or any(end.at < at <= end.at + BACK_WITHIN for end in ends for at in reopened)
    end = ends[-1] if ends and not any(at > ends[-1].at for at in reopened) else None
    given = [event.detail for event in events if event.action == "gave_fix"]
    fix = (given[-1] if given else "") if end and end.detail == SOLVED else None
    return _Course(opened, answered, end.at if end else None, fix, back)


def _came_again(connection: Connection) -> set[int]:
    """The tickets whose person opened another one soon after they were closed; of erased ones nobody knows."""
    later = tickets.alias()
    same = (later.c.conversation_id == tickets.c.conversation_id) & (later.c.id > tickets.c.id)
    pairs = select(tickets.c.id, tickets.c.closed, later.c.opened).join(later, same)
    with_end = pairs.where(tickets.c.closed.isnot(None))
    return {id for id, closed, opened in connection.execute(with_end) if opened - closed <= BACK_WITHIN}
