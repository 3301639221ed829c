"""Migrations: the schema as declared, once, whoever starts first, and nothing lost of what was there."""

import importlib.util
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
from unstuck.storage.database import connect, metadata, open_engine
from unstuck.storage.outcomes import Outcomes, Tally

CONNECT = """
import sys
from pathlib import Path
from unstuck.storage.database import connect
place = sys.argv[1]
print("ready", flush=True)
sys.stdin.readline()
connect(place if "://" in place else Path(place))
print("alembic" in sys.modules)
"""


def start(place):
    command = [sys.executable, "-c", CONNECT, str(place)]
    return subprocess.Popen(command, stdin=subprocess.PIPE, stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True)


def tables(place):
    return set(inspect(open_engine(place)).get_table_names())


@pytest.fixture(scope="module", autouse=True)
def every_table_is_declared(root):
    found = importlib.util.spec_from_file_location("new_migration", root / "scripts" / "new_migration.py")
    script = importlib.util.module_from_spec(found)
    found.loader.exec_module(script)
    script.declare_all()


def first_tables(place):
    """The database as it was before there were migrations."""
    with open_engine(place).begin() as connection:
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


def test_the_migrations_lead_to_the_tables_as_they_are_declared(place):
    with connect(place).connect() as connection:
        # SQLite's own table of the numbers it has given out is nobody's.
        own = {"include_name": lambda name, kind, _: name != "sqlite_sequence"}
        assert compare_metadata(MigrationContext.configure(connection, opts=own), metadata) == []


def test_what_was_kept_before_there_were_migrations_stays(place):
    first_tables(place)
    with open_engine(place).begin() as connection:
        connection.execute(text("INSERT INTO outcomes VALUES (1, '2026-03-01 12:00:00', 'a', 'b', 'c', 'solved')"))
    assert Outcomes(place).tally() == [Tally("a", "b", "c", "solved", 1)]
    assert set(metadata.tables) <= tables(place)


def test_tables_that_were_missing_then_are_made(place):
    first_tables(place)
    with open_engine(place).begin() as connection:
        connection.execute(text("DROP TABLE channel_deleted"))
    connect(place)
    assert set(metadata.tables) <= tables(place)


def test_several_processes_may_start_at_once(place):
    processes = [start(place) for _ in range(3)]
    for process in processes:
        assert process.stdout.readline() == "ready\n"
    for process in processes:
        process.stdin.write("go\n")
        process.stdin.flush()
    for process in processes:
        _, error = process.communicate(timeout=60)
        assert process.returncode == 0, error
    assert set(metadata.tables) <= tables(place)


def test_a_start_with_nothing_to_do_does_not_load_alembic(tmp_path):
    connect(tmp_path)
    said, error = start(tmp_path).communicate("go\n", timeout=60)
    assert said == "ready\nFalse\n", error


def test_a_migration_that_fails_leaves_the_database_as_it_was(place, other_migrations):
    add(other_migrations, ["CREATE TABLE half (id INTEGER)", "INSERT INTO nowhere VALUES (1)"])
    with pytest.raises(StoreError):
        connect(place)
    assert tables(place) == set()


def test_a_server_of_an_older_version_goes_on_with_a_newer_database(place, other_migrations):
    newer = add(other_migrations, ["ALTER TABLE outcomes ADD COLUMN mood VARCHAR(9)"])
    connect(place)
    newer.unlink()
    connect.cache_clear()
    Outcomes(place).record("a", "b", "c", "solved")
    assert len(Outcomes(place).tally()) == 1
