"""How long people wait for the team's first answer: measured, in words, or not said at all."""

from __future__ import annotations

from datetime import timedelta
from statistics import median

from sqlalchemy import func, select

from unstuck.guide.turn import Line
from unstuck.storage.database import Store, transaction
from unstuck.storage.support_tables import ticket_events
from unstuck.support.ticket_events import Action

LOOK_BACK = timedelta(days=14)
FEWEST = 5  # answers, below which a median says nothing
ROUND_MINUTES = 5
DAY = timedelta(days=1)


class Waits(Store):
    """The waits of the last days."""

    def usual(self) -> timedelta | None:
        """The median wait for the first answer; None where too few were answered. Raises StoreError."""
        since = self._clock() - LOOK_BACK
        at, ticket, action = ticket_events.c.at, ticket_events.c.ticket, ticket_events.c.action
        opened = select(ticket, func.min(at).label("at")).where((action == Action.OPENED) & (at > since))
        asked = opened.group_by(ticket).subquery()
        replied = select(ticket, func.min(at).label("at")).where(action == Action.REPLIED).group_by(ticket).subquery()
        query = select(asked.c.at, replied.c.at).join(replied, replied.c.ticket == asked.c.ticket)
        with transaction(self._engine) as connection:
            waits = [answer - question for question, answer in connection.execute(query)]
        return median(waits) if len(waits) >= FEWEST else None


def in_words(wait: timedelta | None) -> Line:
    """A wait as one sentence, rounded up, so that it promises no more than was kept."""
    if wait is None:
        return Line("when_unknown")
    minutes = wait / timedelta(minutes=1)
    if minutes <= 45:
        return Line("when_minutes", {"number": max(1, -int(-minutes // ROUND_MINUTES)) * ROUND_MINUTES})
    hours = -int(-minutes // 60)
    if hours <= 1:
        return Line("when_hour")
    if wait <= DAY:
        return Line("when_hours", {"number": hours})
    return Line("when_days", {"number": max(2, -int(-(wait / DAY) // 1))})
