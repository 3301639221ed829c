"""Sessions of teammates: who is signed in, in which browser, and until when.

A browser keeps a random text, the database only its hash. A session ends when it is signed out of, after a long
silence, after two weeks in any case, and when its teammate is removed or chooses another password.
"""

from __future__ import annotations

import hashlib
import secrets
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import timedelta
from typing import Any

from sqlalchemy import select
from sqlalchemy.engine import Connection

from unstuck.errors import TeamError
from unstuck.storage.database import Store, transaction
from unstuck.storage.team_tables import team_sessions, teammate_is_there, teammates
from unstuck.support.teammate import Teammate

SILENCE = timedelta(hours=12)  # a long working day
LONGEST = timedelta(days=14)
# A page asks again and again: when it last did is written down this often at most.
NOTED_AGAIN_AFTER = timedelta(minutes=5)


@dataclass(frozen=True)
class Session:
    """A teammate who is signed in; `id` names the session and opens nothing."""

    id: str
    teammate: Teammate


class TeamSessions(Store):
    """All sessions."""

    def begin(self, teammate: Teammate) -> str:
        """A new session; what the browser is to keep. Sessions that are over go. Raises StoreError."""
        token, time = secrets.token_urlsafe(32), self._clock()
        with transaction(self._engine) as connection:
            connection.execute(team_sessions.delete().where(~self._lasts()))
            row = {"id": _hash(token), "teammate": teammate.id, "begun": time, "seen": time}
            connection.execute(team_sessions.insert().values(row))
        return token

    def find(self, token: str) -> Session:
        """The session that a browser shows. Raises StoreError, TeamError `team_signed_out`."""
        id, time = _hash(token), self._clock()
        query = select(teammates.c.id, teammates.c.name, team_sessions.c.seen).select_from(self._joined)
        with transaction(self._engine) as connection:
            row = connection.execute(query.where((team_sessions.c.id == id) & self._lives())).first()
            if row is None:
                raise TeamError("team_signed_out", "You are not signed in any more: please sign in again.")
            if row.seen < time - NOTED_AGAIN_AFTER:
                connection.execute(team_sessions.update().where(team_sessions.c.id == id).values(seen=time))
        return Session(id, Teammate(row.id, row.name))

    def living(self, ids: Iterable[str]) -> set[str]:
        """Those of the sessions that have not ended. Raises StoreError."""
        query = select(team_sessions.c.id).select_from(self._joined)
        with transaction(self._engine) as connection:
            chosen = team_sessions.c.id.in_(list(ids)) & self._lives()
            return set(connection.execute(query.where(chosen)).scalars())

    def end(self, session: Session) -> None:
        """Sign out of one. Raises StoreError."""
        with transaction(self._engine) as connection:
            connection.execute(team_sessions.delete().where(team_sessions.c.id == session.id))

    @property
    def _joined(self) -> Any:
        return team_sessions.join(teammates, team_sessions.c.teammate == teammates.c.id)

    def _lasts(self) -> Any:
        time = self._clock()
        return (team_sessions.c.seen > time - SILENCE) & (team_sessions.c.begun > time - LONGEST)

    def _lives(self) -> Any:
        return self._lasts() & teammate_is_there


def end_all_of(teammate: int, connection: Connection) -> None:
    """End all sessions of a teammate, within a transaction that is open. Raises SQLAlchemyError."""
    connection.execute(team_sessions.delete().where(team_sessions.c.teammate == teammate))


def _hash(token: str) -> str:
    return hashlib.sha256(token.encode()).hexdigest()
