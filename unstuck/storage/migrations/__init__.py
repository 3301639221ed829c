"""The schema of the database as a list of migrations (Alembic), each of which leads from one version to the next.

`apply` brings a database up to date when a process first uses it. To change the schema: change the table where it is
declared, run `.venv/bin/python -m scripts.new_migration "add the mood of a ticket"`, and read through the file that it
writes into `versions/`. While servers are updated one by one the older ones go on with the newer schema, so add what
may be empty, and drop a thing only in a version after the last one that used it.
"""

from collections.abc import Generator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

from sqlalchemy import inspect, text
from sqlalchemy.engine import Connection, Engine

from unstuck.storage import postgres

FOLDER = Path(__file__).parent
LOCK = 5_283_001  # PostgreSQL's advisory locks have numbers: this one is ours
LONGEST_SECONDS = 300  # of a migration, or of the wait until another process has finished one


def apply(engine: Engine) -> None:
    """Bring the database to the latest version, whoever else does so at the same time; a newer one is left alone.

    Alembic is loaded only when there is something to do, which takes longer than all the rest.

    Raises:
        SQLAlchemyError: the database does not answer, or a migration failed; then nothing of it has been done.
    """
    latest = max(path.name[:4] for path in (FOLDER / "versions").glob("[0-9]*.py"))
    with engine.connect() as connection:
        if version(connection) >= latest:
            return
    with exclusive(engine) as connection:
        if version(connection) < latest:
            upgrade(connection)


def version(connection: Connection) -> str:
    """The version that the database is at; empty before the first."""
    if not inspect(connection).has_table("alembic_version"):
        return ""
    return connection.execute(text("SELECT version_num FROM alembic_version")).scalar() or ""


def upgrade(connection: Connection) -> None:
    """Run the migrations that are missing, in the connection's transaction. Raises SQLAlchemyError."""
    from alembic import command

    command.upgrade(config(connection), "head")


def config(connection: Connection) -> Any:  # Alembic's Config, which is not loaded here
    """What Alembic's commands want to know."""
    from alembic.config import Config

    found = Config(attributes={"connection": connection})
    found.set_main_option("script_location", str(FOLDER))
    return found


@contextmanager
def exclusive(engine: Engine) -> Generator[Connection]:
    """A transaction that changes the schema: one at a time, among all processes."""
    with postgres.patience(LONGEST_SECONDS), engine.begin() as connection:
        if engine.dialect.name == "postgresql":
            connection.execute(text("SET LOCAL statement_timeout = 0"))
            connection.execute(text("SET LOCAL lock_timeout = 0"))
            connection.execute(text("SELECT pg_advisory_xact_lock(:lock)"), {"lock": LOCK})
        else:
            connection.exec_driver_sql("BEGIN IMMEDIATE")
        yield connection
