"""The database of everything that is kept beside the attachments' bytes: one on a server, or SQLite in a folder.

SQLite has a write-ahead log, so that several processes read while one writes. PostgreSQL has small pools, since every
process of the bot has one, and limits of time, so that one that is dead is an error within seconds. The tables are
declared in tables.py, and made by the migrations, which `connect` applies.
"""

from __future__ import annotations

import sqlite3
import time
from collections.abc import Callable, Generator
from contextlib import contextmanager
from datetime import UTC, datetime
from functools import lru_cache
from pathlib import Path
from typing import Any, Self
from weakref import finalize

from sqlalchemy import create_engine, event
from sqlalchemy.engine import Connection, Engine
from sqlalchemy.exc import DataError, SQLAlchemyError
from sqlalchemy.pool import QueuePool

from unstuck.errors import StoreError
from unstuck.privacy.private_files import private_file, private_folder
from unstuck.settings import Settings
from unstuck.storage import migrations, postgres

# The folder in which SQLite has its file, or the address of a PostgreSQL database as SQLAlchemy writes it.
DatabaseLocation = Path | str
Clock = Callable[[], datetime]
WAIT_SECONDS = 10.0  # for another process that writes into SQLite's file


def now() -> datetime:
    """The present, with its zone; stores take another clock in tests."""
    return datetime.now(UTC)


class Store:
    """What every store is made of: the database, and a clock."""

    def __init__(self, database: DatabaseLocation, clock: Clock = now) -> None:
        self._engine = connect(database)
        self._clock = clock

    @classmethod
    def from_settings(cls, settings: Settings, clock: Clock = now, **more: Any) -> Self:
        """The store as the settings describe it; `more` is what it wants to know besides, such as a channel.

        Raises:
            StoreError: the database cannot be used.
        """
        return cls(settings.database_location, clock=clock, **more)


@lru_cache
def connect(database: DatabaseLocation) -> Engine:
    """The engine of the stores' database, with its schema up to date.

    Raises:
        StoreError: the database does not answer, the folder cannot be written, or the file is no database.
    """
    engine = open_engine(database)
    try:
        migrations.apply(engine)
    except (OSError, SQLAlchemyError) as error:
        raise _unreachable(error) from error
    return engine


@lru_cache
def open_engine(database: DatabaseLocation, file: str = "unstuck.db") -> Engine:
    """An engine without a schema; `file` is the name of SQLite's file where the place is a folder.

    Raises:
        StoreError: the folder cannot be made.
    """
    if isinstance(database, str):
        return postgres.open_engine(database)
    try:
        private_folder(database)
        for end in ("", "-wal", "-shm"):  # SQLite gives the two beside it the rights of the file itself
            if not end or (database / f"{file}{end}").exists():
                private_file(database / f"{file}{end}")
    except OSError as error:
        raise _unreachable(error) from error
    # SQLAlchemy would open the file anew for each transaction, and SQLite, when it closes it, write out its whole log.
    kept = {"poolclass": QueuePool, "max_overflow": -1}
    arguments = {"timeout": WAIT_SECONDS, "check_same_thread": False}
    engine = create_engine(f"sqlite:///{database / file}", connect_args=arguments, **kept)
    event.listen(engine, "connect", _prepare_sqlite)
    event.listen(engine, "savepoint", _begin_first)
    finalize(engine, engine.pool.dispose)  # or an engine that nobody has any more would leave its files open
    return engine


def open_tracker(database: DatabaseLocation) -> Engine:
    """An engine for the conversations as Rasa remembers them: on SQLite, in a file of its own. Raises StoreError."""
    return open_engine(database, "tracker.db")


@contextmanager
def transaction(engine: Engine) -> Generator[Connection]:
    """One transaction: committed at the end, rolled back on an error.

    Raises:
        StoreError: the database does not answer.
        DataError: it will never take such values, which no waiting cures.
    """
    try:
        with engine.begin() as connection:
            yield connection
    except DataError:
        raise
    except SQLAlchemyError as error:
        raise _unreachable(error) from error


def _prepare_sqlite(connection: Any, _: Any) -> None:
    """For the "connect" event of an engine: readers beside one writer, and what is deleted is overwritten."""
    _use_write_ahead_log(connection)
    connection.execute("PRAGMA synchronous=NORMAL")
    connection.execute("PRAGMA secure_delete=ON")


def _begin_first(connection: Connection, _: str) -> None:
    """For the "savepoint" event of an engine: Python's sqlite3 begins a transaction only at the first row that is
    written, and a savepoint outside of one is one of its own, whose release commits it."""
    if not connection.connection.in_transaction:
        connection.exec_driver_sql("BEGIN")


def _use_write_ahead_log(connection: Any) -> None:
    """Switch to it. For others that do so in the same moment SQLite does not wait by itself, whatever its timeout."""
    until = time.monotonic() + WAIT_SECONDS
    while True:
        try:
            connection.execute("PRAGMA journal_mode=WAL")
            return
        except sqlite3.OperationalError as error:
            if error.sqlite_errorcode & 0xFF != sqlite3.SQLITE_BUSY or time.monotonic() > until:
                raise
            time.sleep(0.02)


def _unreachable(error: Exception) -> StoreError:
    cause = error.__class__.__name__
    return StoreError("store_unreachable", f"The database cannot be used just now ({cause}): please try again.")
