"""PostgreSQL, as many small processes use it: few connections each, and never a wait without an end."""

import select
from collections.abc import Generator
from contextlib import contextmanager
from contextvars import ContextVar
from typing import Any

from sqlalchemy import create_engine
from sqlalchemy.engine import Engine, make_url

POOL = 5  # connections that one engine keeps, and as many more while it is busy
ANSWER_SECONDS = 4  # until a server that says nothing counts as dead; SQLAlchemy then connects anew, twice
STATEMENT_SECONDS = 3  # until the server gives up a statement or a lock, and says so

_seconds: ContextVar[float] = ContextVar("seconds", default=ANSWER_SECONDS)


def open_engine(address: str) -> Engine:
    """An engine that connects when it is first used."""
    import psycopg2.extensions  # only here: whoever lives on SQLite does not load it

    psycopg2.extensions.set_wait_callback(_wait)
    limit = round(STATEMENT_SECONDS * 1000)
    return create_engine(
        make_url(address).set(drivername="postgresql+psycopg2"),  # SQLAlchemy 2.1 would take psycopg 3
        pool_size=POOL,
        max_overflow=POOL,
        pool_timeout=ANSWER_SECONDS,
        pool_pre_ping=True,
        connect_args={"options": f"-c statement_timeout={limit} -c lock_timeout={limit}"},
    )


@contextmanager
def patience(seconds: float) -> Generator[None]:
    """Let statements in this block take longer. The server's own limits are the block's to lift."""
    token = _seconds.set(seconds)
    try:
        yield
    finally:
        _seconds.reset(token)


def _wait(connection: Any) -> None:
    """Wait for the server, while it connects or answers; libpq itself would wait for ever for one that hangs.

    Raises:
        psycopg2.OperationalError: it has said nothing for too long.
    """
    from psycopg2 import OperationalError
    from psycopg2.extensions import POLL_OK, POLL_READ

    poller = select.poll()
    while (state := connection.poll()) != POLL_OK:
        poller.register(connection.fileno(), select.POLLIN if state == POLL_READ else select.POLLOUT)
        if not poller.poll(_seconds.get() * 1000):
            raise OperationalError("the server does not answer")
