"""The tables of the teammates: who they are, and where they are signed in. See tables.py."""

from __future__ import annotations

from sqlalchemy import Column, ForeignKey, Index, Integer, String, Table

from unstuck.storage.columns import metadata
from unstuck.storage.moments import Moment

LONGEST_TEAMMATE = 60  # characters of a name

# support/teammates.py
teammates = Table(
    "teammates",
    metadata,
    Column("id", Integer, primary_key=True, autoincrement=True),
    Column("name", String(LONGEST_TEAMMATE), nullable=False),
    Column("sign_in", String(LONGEST_TEAMMATE), nullable=False),  # the name, however it is typed
    Column("password", String(255), nullable=False),  # its hash, empty until one is chosen
    Column("invitation", String(64), nullable=False, index=True),  # hash of a code, empty when it was used
    Column("invited", Moment, nullable=False),
    Column("added", Moment, nullable=False),
    Column("removed", Moment),
    sqlite_autoincrement=True,  # what somebody did stays theirs
)
teammate_is_there = teammates.c.removed.is_(None)
Index(
    "teammates_one_name",
    teammates.c.sign_in,
    unique=True,
    sqlite_where=teammate_is_there,
    postgresql_where=teammate_is_there,
)

# support/team_sessions.py
team_sessions = Table(
    "team_sessions",
    metadata,
    Column("id", String(64), primary_key=True),  # hash of what the browser keeps
    Column("teammate", Integer, ForeignKey("teammates.id"), nullable=False, index=True),
    Column("begun", Moment, nullable=False),
    Column("seen", Moment, nullable=False, index=True),
)
