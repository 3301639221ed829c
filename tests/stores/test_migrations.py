"""Migrations: the schema as declared, once, whoever starts first, and nothing lost of what was there."""

import shutil
import subprocess
import sys

import pytest
from sqlalchemy import inspect, text

import channels.log
import unstuck.desk  # noqa: F401  # with the log, it declares every table
from unstuck import migrations
from unstuck.database import connect, metadata, open_engine
from unstuck.errors import StoreError
from unstuck.tickets import Tickets

CONNECT = """
import sys
from pathlib import Path
from unstuck.database import connect
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


@pytest.fixture
def other_migrations(monkeypatch, tmp_path_factory):
    """The migrations in a folder to which a test may add."""
    folder = tmp_path_factory.mktemp("others") / "migrations"
    shutil.copytree(migrations.FOLDER, folder)
    monkeypatch.setattr(migrations, "FOLDER", folder)
    return folder / "versions"


def test_the_migrations_lead_to_the_tables_as_they_are_declared(place):
    from alembic.autogenerate import compare_metadata
    from alembic.migration import MigrationContext

    with connect(place).connect() as connection:
        assert compare_metadata(MigrationContext.configure(connection), metadata) == []


def test_what_was_kept_before_there_were_migrations_stays(place):
    engine = open_engine(place)
    metadata.create_all(engine)
    connect.cache_clear()
    with engine.begin() as connection:
        connection.execute(
            text(
                "INSERT INTO tickets (owner, channel, state, opened, facts, transcript)"
                " VALUES ('ann', 'web', 'open', '2026-03-01 12:00:00', '{}', '[]')"
            )
        )
    assert [ticket.owner for ticket in Tickets(place).all()] == ["ann"]
    assert "alembic_version" in tables(place)


def test_tables_that_were_missing_then_are_made(place):
    channels.log._deleted.create(open_engine(place))
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
    (other_migrations / "0002_broken.py").write_text(
        "from alembic import op\n"
        "revision, down_revision = '0002', '0001'\n"
        "def upgrade():\n"
        "    op.execute('CREATE TABLE half (id INTEGER)')\n"
        "    op.execute('INSERT INTO nowhere VALUES (1)')\n"
    )
    with pytest.raises(StoreError):
        connect(place)
    assert tables(place) == set()


def test_a_server_of_an_older_version_goes_on_with_a_newer_database(place, other_migrations):
    newer = other_migrations / "0002_newer.py"
    newer.write_text(
        "from alembic import op\n"
        "revision, down_revision = '0002', '0001'\n"
        "def upgrade():\n"
        "    op.execute('ALTER TABLE tickets ADD COLUMN mood VARCHAR(9)')\n"
    )
    connect(place)
    newer.unlink()
    connect.cache_clear()
    assert Tickets(place).open("ann", "web", {}, []).number == "U-1001"
