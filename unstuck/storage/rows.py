"""Rows of a table that belong to conversations, reached by the names of its columns alone.

So a conversation can be erased where the room that keeps it must not be imported: Rasa's tracker, the channels' log.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import UTC, datetime
from typing import Any

from sqlalchemy import Float, String, column, delete, func, inspect, select, table, text
from sqlalchemy.engine import Engine
from sqlalchemy.types import TypeDecorator

from unstuck.storage.database import Moment, Place, open_engine, transaction


class Seconds(TypeDecorator):
    """A point in time as seconds since 1970, as Rasa's tracker keeps it."""

    impl = Float
    cache_ok = True

    def process_result_value(self, value: float | None, dialect: Any) -> datetime | None:
        """Seconds to aware time."""
        return None if value is None else datetime.fromtimestamp(value, UTC)


@dataclass(frozen=True)
class Rows:
    """A table's rows: `owner` is the column of the conversation, `at` that of the time, if it has one, of `type`."""

    engine: Engine
    table: str
    owner: str
    at: str = ""
    type: type[TypeDecorator] = Moment

    def latest(self, owner: str | None = None) -> dict[str, datetime]:
        """The last time of each conversation, or of one; nothing while there is no such table. Raises StoreError."""
        owners: Any = column(self.owner, String)
        times: Any = column(self.at, self.type())
        query = select(owners, func.max(times)).select_from(self._table()).where(times.isnot(None)).group_by(owners)
        if owner is not None:
            query = query.where(owners == owner)
        with transaction(self.engine) as connection:
            return dict(connection.execute(query).all()) if inspect(connection).has_table(self.table) else {}

    def forget(self, owner: str) -> int:
        """Erase the rows of a conversation; how many that were. Raises StoreError."""
        query = delete(self._table()).where(column(self.owner, String) == owner)
        with transaction(self.engine) as connection:
            return connection.execute(query).rowcount if inspect(connection).has_table(self.table) else 0

    def _table(self) -> Any:
        return table(self.table, *(column(name) for name in (self.owner, self.at) if name))


def tracker_rows(place: Place) -> Rows:
    """The events of Rasa's tracker, in the table that its SQL store makes. Raises StoreError."""
    return Rows(open_engine(place, "tracker.db"), "events", "sender_id", "timestamp", Seconds)


def wipe(engine: Engine) -> None:
    """See to it that what was erased is in no file of SQLite's any more: its log of changes is emptied."""
    if engine.dialect.name == "sqlite":
        with transaction(engine) as connection:
            connection.execute(text("PRAGMA wal_checkpoint(TRUNCATE)"))
