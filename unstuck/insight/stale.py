"""Steps at which people leave more often than before: the app may look otherwise by now, or the words do not help."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime, timedelta
from math import sqrt

from sqlalchemy import func, select

from unstuck.storage.conversations import SILENCE
from unstuck.storage.database import Store, transaction
from unstuck.storage.tables import conversations

FEWEST = 3  # people who left at a step, from which it is looked at
CLEAR = 2.0  # standard errors between two shares, which chance alone makes once in forty times

Place = tuple[str, str, int]


@dataclass(frozen=True)
class StaleStep:
    """A step, counted from 1, at which `left` of `talks` people left; before that, `left_before` of `talks_before`."""

    article: str
    method: str
    step: int
    left: int
    talks: int
    left_before: int
    talks_before: int


class Stale(Store):
    """Compares the last days with as many before."""

    def steps(self, days: int) -> list[StaleStep]:
        """The steps at which clearly more people leave than before, the worst first. Raises StoreError."""
        now = self._clock()
        middle, begin = now - timedelta(days=days), now - timedelta(days=2 * days)
        talks, left = self._counts(middle, now)
        talks_before, left_before = self._counts(begin, middle)
        found = [
            StaleStep(*place, count, talks[place[0]], left_before.get(place, 0), talks_before.get(place[0], 0))
            for place, count in left.items()
            if count >= FEWEST
        ]
        return sorted((one for one in found if one.talks_before and _growth(one) > CLEAR), key=_growth, reverse=True)

    def _counts(self, begin: datetime, end: datetime) -> tuple[Mapping[str, int], Mapping[Place, int]]:
        """Of the conversations that began in between: how many each article had, and how many ended at each step."""
        table = conversations.c
        here = (table.begun >= begin) & (table.begun < end) & (table.article != "")
        left = (table.end == "") & (table.last < self._clock() - SILENCE) & (table.method != "")
        all_of_them = select(table.article, func.count()).where(here).group_by(table.article)
        place = (table.article, table.method, table.step)
        stopped = select(*place, func.count()).where(here & left).group_by(*place)
        with transaction(self._engine) as connection:
            talks = dict(tuple(row) for row in connection.execute(all_of_them))
            rows = connection.execute(stopped).all()
        return talks, {(article, method, step + 1): count for article, method, step, count in rows}


def _growth(one: StaleStep) -> float:
    """How many standard errors the share of those who left lies above what it was."""
    share, before = one.left / one.talks, one.left_before / one.talks_before
    whole = (one.left + one.left_before) / (one.talks + one.talks_before)
    error = sqrt(max(whole * (1 - whole), 1e-9) * (1 / one.talks + 1 / one.talks_before))
    return (share - before) / error
