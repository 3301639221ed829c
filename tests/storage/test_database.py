"""The database that every store opens: one engine a place, whole transactions, and errors that say what to do."""

import sqlite3
import threading

import pytest
from sqlalchemy import insert, inspect, select, text
from sqlalchemy.exc import DataError, OperationalError

from tests.clock import NOON, Clock
from unstuck.errors import StoreError
from unstuck.settings import read
from unstuck.storage.database import Store, connect, now, open_engine, open_tracker, transaction
from unstuck.storage.tables import metadata, outcomes

ROW = {"article": "a", "cause": "c", "method": "m", "result": "solved", "at": NOON}


def rows(engine):
    with transaction(engine) as connection:
        return connection.execute(select(outcomes)).all()


def test_it_has_every_table_and_is_opened_once(database):
    engine = connect(database)
    assert set(metadata.tables) <= set(inspect(engine).get_table_names())
    assert connect(database) is engine


def test_a_transaction_is_whole_or_not_at_all(database):
    engine = connect(database)

    def write_and_fail():
        with transaction(engine) as connection:
            connection.execute(insert(outcomes).values(ROW))
            raise ZeroDivisionError

    with pytest.raises(ZeroDivisionError):
        write_and_fail()
    assert rows(engine) == []
    with transaction(engine) as connection:
        connection.execute(insert(outcomes).values(ROW))
    assert len(rows(engine)) == 1


def test_what_was_written_within_a_savepoint_goes_with_the_transaction(database):
    engine = connect(database)

    def write_and_fail():
        with transaction(engine) as connection:
            with connection.begin_nested():
                connection.execute(insert(outcomes).values(ROW))
            raise ZeroDivisionError

    with pytest.raises(ZeroDivisionError):
        write_and_fail()
    assert rows(engine) == []


def test_what_the_database_refuses_is_one_sentence_without_its_own_words(database):
    with pytest.raises(StoreError) as caught, transaction(connect(database)) as connection:
        connection.execute(text("SELECT secret FROM nowhere"))
    assert caught.value.code == "store_unreachable"
    assert "please try again" in caught.value.message
    assert "secret" not in caught.value.message


def test_values_that_it_will_never_take_are_another_error_than_one_that_waiting_cures(tmp_path):
    with pytest.raises(DataError), transaction(connect(tmp_path)):
        raise DataError("insert", {}, ValueError("too long"))
    with pytest.raises(StoreError), transaction(connect(tmp_path)):
        raise OperationalError("insert", {}, ValueError("away"))


def test_a_place_that_cannot_be_used_is_one_sentence(tmp_path):
    (tmp_path / "file").write_text("not a folder")
    with pytest.raises(StoreError, match="please try again"):
        connect(tmp_path / "file")
    (tmp_path / "unstuck.db").write_text("not a database, but words" * 100)
    with pytest.raises(StoreError, match="DatabaseError"):
        connect(tmp_path)


def test_nobody_else_may_read_what_is_kept_not_even_what_is_on_its_way(tmp_path):
    connect(tmp_path / "var")
    with open_tracker(tmp_path / "var").begin() as connection:
        connection.execute(text("CREATE TABLE events (id INTEGER)"))
        files = [path for path in (tmp_path / "var").iterdir() if path.suffix.startswith(".db")]
        assert {path.name.removesuffix("-wal").removesuffix("-shm") for path in files} == {"unstuck.db", "tracker.db"}
        assert {path.stat().st_mode & 0o777 for path in files} == {0o600}
    assert (tmp_path / "var").stat().st_mode & 0o777 == 0o700


def test_what_was_readable_for_others_is_closed_to_them(tmp_path):
    path = tmp_path / "unstuck.db"
    sqlite3.connect(path).close()
    path.touch()
    path.chmod(0o644)
    open_engine(tmp_path)
    assert path.stat().st_mode & 0o777 == 0o600


def test_others_read_while_one_writes(tmp_path):
    engine = connect(tmp_path)
    seen = []
    with transaction(engine) as connection:
        connection.execute(insert(outcomes).values(ROW))
        reader = threading.Thread(target=lambda: seen.append(rows(engine)))
        reader.start()
        reader.join(5)
        assert seen == [[]]
    assert len(rows(engine)) == 1


def test_a_store_is_opened_as_the_settings_say(tmp_path):
    settings = read({"UNSTUCK_VAR": str(tmp_path)})
    clock = Clock()
    store = Store.from_settings(settings, clock)
    assert store._engine is connect(settings.database_location)
    assert store._clock() == NOON
    assert now().utcoffset().total_seconds() == 0
