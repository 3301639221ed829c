"""The database of everything that is kept beside Rasa's tracker: attachments' index, tickets, follow-ups, outcomes.

SQLite by default, with a write-ahead log, so that several processes read while one writes. Each store module declares
its table on `metadata`; `connect` creates what is missing.
"""

from collections.abc import Iterator
from contextlib import contextmanager
from datetime import datetime, timezone
from functools import lru_cache
from pathlib import Path
from typing import Any

from sqlalchemy import DateTime, MetaData, create_engine, event
from sqlalchemy.engine import Connection, Engine
from sqlalchemy.exc import SQLAlchemyError
from sqlalchemy.types import TypeDecorator

from unstuck.errors import StoreError

metadata = MetaData()


def now() -> datetime:
    """The present, with its zone; stores take another clock in tests."""
    return datetime.now(timezone.utc)


class Moment(TypeDecorator):
    """A point in time, stored as UTC and read with its zone, which SQLite alone forgets."""

    impl = DateTime
    cache_ok = True

    def process_bind_param(self, value: datetime | None, dialect: Any) -> datetime | None:
        """Aware time to naive UTC."""
        return value and value.astimezone(timezone.utc).replace(tzinfo=None)

    def process_result_value(self, value: datetime | None, dialect: Any) -> datetime | None:
        """Naive UTC to aware time."""
        return value and value.replace(tzinfo=timezone.utc)


def connect(folder: Path) -> Engine:
    """The engine of the database in `folder`, made with the tables that are declared by now where there is none.

    Raises:
        StoreError: the folder cannot be written, or the file is no database.
    """
    try:
        folder.mkdir(parents=True, exist_ok=True)
        engine = _engine(folder)
        metadata.create_all(engine)
    except (OSError, SQLAlchemyError) as error:
        raise _unreachable(error) from error
    return engine


@lru_cache
def _engine(folder: Path) -> Engine:
    engine = create_engine(f"sqlite:///{folder / 'unstuck.db'}", connect_args={"timeout": 10}, future=True)
    event.listen(engine, "connect", prepare_sqlite)
    return engine


@contextmanager
def transaction(engine: Engine) -> Iterator[Connection]:
    """One transaction: committed at the end, rolled back on an error.

    Raises:
        StoreError: the database does not answer.
    """
    try:
        with engine.begin() as connection:
            yield connection
    except SQLAlchemyError as error:
        raise _unreachable(error) from error


def prepare_sqlite(connection: Any, _: Any) -> None:
    """For the "connect" event of an engine: readers beside one writer, and what is deleted is overwritten."""
    connection.execute("PRAGMA journal_mode=WAL")
    connection.execute("PRAGMA synchronous=NORMAL")
    connection.execute("PRAGMA secure_delete=ON")


def _unreachable(error: Exception) -> StoreError:
    cause = error.__class__.__name__
    return StoreError("store_unreachable", f"The database cannot be used just now ({cause}): please try again.")
