"""Migrations: the schema as declared, once, whoever starts first, and nothing lost of what was there."""

import shutil
import subprocess
import sys

import pytest
from alembic import command
from alembic.autogenerate import compare_metadata
from alembic.migration import MigrationContext
from sqlalchemy import inspect, text

from unstuck.errors import StoreError
from unstuck.storage import migrations
from unstuck.storage.database import connect, open_engine
from unstuck.storage.outcomes import Outcomes, Tally
from unstuck.storage.tables import metadata

CONNECT = """
import sys
from pathlib import Path
from unstuck.storage.database import connect
database = sys.argv[1]
print("ready", flush=True)
sys.stdin.readline()
connect(database if "://" in database else Path(database))
print("alembic" in sys.modules)
"""


def start(database):
    command = [sys.executable, "-c", CONNECT, str(database)]
    return subprocess.Popen(command, stdin=subprocess.PIPE, stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True)


def tables(database):
    return set(inspect(open_engine(database)).get_table_names())


def first_tables(database):
    """The database as it was before there were migrations."""
    with open_engine(database).begin() as connection:
        command.upgrade(migrations.config(connection), "0001")
        connection.execute(text("DROP TABLE alembic_version"))


def add(versions, upgrade):
    """One more migration, which runs this SQL."""
    latest = max(path.name[:4] for path in versions.glob("[0-9]*.py"))
    number = f"{int(latest) + 1:04}"
    path = versions / f"{number}_more.py"
    lines = "".join(f"    op.execute({sql!r})\n" for sql in upgrade)
    names = f"revision, down_revision = {number!r}, {latest!r}\n"
    path.write_text(f"from alembic import op\n{names}def upgrade():\n{lines}")
    return path


@pytest.fixture
def other_migrations(monkeypatch, tmp_path_factory):
    """The migrations in a folder to which a test may add."""
    folder = tmp_path_factory.mktemp("others") / "migrations"
    shutil.copytree(migrations.FOLDER, folder)
    monkeypatch.setattr(migrations, "FOLDER", folder)
    return folder / "versions"


def test_the_migrations_lead_to_the_tables_as_they_are_declared(database):
    with connect(database).connect() as connection:
        # SQLite's own table of the numbers it has given out is nobody's.
        own = {"include_name": lambda name, kind, _: name != "sqlite_sequence"}
        assert compare_metadata(MigrationContext.configure(connection, opts=own), metadata) == []


def test_what_was_kept_before_there_were_migrations_stays(database):
    first_tables(database)
    with open_engine(database).begin() as connection:
        connection.execute(text("INSERT INTO outcomes VALUES (1, '2026-03-01 12:00:00', 'a', 'b', 'c', 'solved')"))
    assert Outcomes(database).tally() == [Tally("a", "b", "c", "solved", 1)]
    assert set(metadata.tables) <= tables(database)


def test_tables_that_were_missing_then_are_made(database):
    first_tables(database)
    with open_engine(database).begin() as connection:
        connection.execute(text("DROP TABLE channel_deleted"))
    connect(database)
    assert set(metadata.tables) <= tables(database)


def test_several_processes_may_start_at_once(database):
    processes = [start(database) for _ in range(3)]
    for process in processes:
        assert process.stdout.readline() == "ready\n"
    for process in processes:
        process.stdin.write("go\n")
        process.stdin.flush()
    for process in processes:
        _, error = process.communicate(timeout=60)
        assert process.returncode == 0, error
    assert set(metadata.tables) <= tables(database)


def test_a_start_with_nothing_to_do_does_not_load_alembic(tmp_path):
    connect(tmp_path)
    said, error = start(tmp_path).communicate("go\n", timeout=60)
    assert said == "ready\nFalse\n", error


def test_a_migration_that_fails_leaves_the_database_as_it_was(database, other_migrations):
    add(other_migrations, ["CREATE TABLE half (id INTEGER)", "INSERT INTO nowhere VALUES (1)"])
    with pytest.raises(StoreError):
        connect(database)
    assert tables(database) == set()


def test_a_server_of_an_older_version_goes_on_with_a_newer_database(database, other_migrations):
    newer = add(other_migrations, ["ALTER TABLE outcomes ADD COLUMN mood VARCHAR(9)"])
    connect(database)
    newer.unlink()
    connect.cache_clear()
    Outcomes(database).record("a", "b", "c", "solved")
    assert len(Outcomes(database).tally()) == 1
