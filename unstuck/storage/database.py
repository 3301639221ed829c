"""The database of everything that is kept beside the attachments' bytes: one on a server, or SQLite in a folder.

SQLite has a write-ahead log, so that several processes read while one writes. PostgreSQL has small pools, since every
process of the bot has one, and limits of time, so that one that is dead is an error within seconds. Each store module
declares its table on `metadata`; the tables themselves are made by the migrations, which `connect` applies.
"""

from collections.abc import Iterator
from contextlib import contextmanager
from datetime import UTC, datetime
from functools import lru_cache
from pathlib import Path
from typing import Any

from sqlalchemy import DateTime, MetaData, create_engine, event
from sqlalchemy.engine import Connection, Engine
from sqlalchemy.exc import SQLAlchemyError
from sqlalchemy.pool import QueuePool
from sqlalchemy.types import TypeDecorator

from unstuck.errors import StoreError
from unstuck.storage import migrations, postgres

# The folder in which SQLite has its file, or the address of a PostgreSQL database as SQLAlchemy writes it.
Place = Path | str

metadata = MetaData()


def now() -> datetime:
    """The present, with its zone; stores take another clock in tests."""
    return datetime.now(UTC)


class Moment(TypeDecorator):
    """A point in time, stored as UTC and read with its zone, which SQLite alone forgets."""

    impl = DateTime
    cache_ok = True

    def process_bind_param(self, value: datetime | None, dialect: Any) -> datetime | None:
        """Aware time to naive UTC."""
        return value and value.astimezone(UTC).replace(tzinfo=None)

    def process_result_value(self, value: datetime | None, dialect: Any) -> datetime | None:
        """Naive UTC to aware time."""
        return value and value.replace(tzinfo=UTC)


@lru_cache
def connect(place: Place) -> Engine:
    """The engine of the stores' database, with its schema up to date.

    Raises:
        StoreError: the database does not answer, the folder cannot be written, or the file is no database.
    """
    engine = open_engine(place)
    try:
        migrations.apply(engine)
    except (OSError, SQLAlchemyError) as error:
        raise _unreachable(error) from error
    return engine


@lru_cache
def open_engine(place: Place, file: str = "unstuck.db") -> Engine:
    """An engine without a schema; `file` is the name of SQLite's file where the place is a folder.

    Raises:
        StoreError: the folder cannot be made.
    """
    if isinstance(place, str):
        return postgres.open_engine(place)
    try:
        place.mkdir(parents=True, exist_ok=True)
    except OSError as error:
        raise _unreachable(error) from error
    # SQLAlchemy would open the file anew for each transaction, and SQLite, when it closes it, write out its whole log.
    kept = {"poolclass": QueuePool, "max_overflow": -1}
    arguments = {"timeout": 10, "check_same_thread": False}
    engine = create_engine(f"sqlite:///{place / file}", connect_args=arguments, future=True, **kept)
    event.listen(engine, "connect", _prepare_sqlite)
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


def _prepare_sqlite(connection: Any, _: Any) -> None:
    """For the "connect" event of an engine: readers beside one writer, and what is deleted is overwritten."""
    connection.execute("PRAGMA journal_mode=WAL")
    connection.execute("PRAGMA synchronous=NORMAL")
    connection.execute("PRAGMA secure_delete=ON")


def _unreachable(error: Exception) -> StoreError:
    cause = error.__class__.__name__
    return StoreError("store_unreachable", f"The database cannot be used just now ({cause}): please try again.")
