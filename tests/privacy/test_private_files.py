"""What is kept lies in files that only this user may read, whatever the machine's habits are."""

import os
import stat

import pytest

from unstuck.privacy.private_files import private_folder
from unstuck.privacy.signing_key import key
from unstuck.settings import read
from unstuck.storage.attachments import Attachments
from unstuck.storage.database import open_tracker
from unstuck.storage.inbox import Arrival, Inbox


@pytest.fixture
def open_to_all():
    before = os.umask(0)
    yield
    os.umask(before)


def rights(folder):
    """The rights of a folder and of everything in it, by name."""
    return {path.name: stat.S_IMODE(path.stat().st_mode) for path in (folder, *folder.rglob("*"))}


def fill(folder):
    settings = read({"UNSTUCK_VAR": str(folder)})
    key("", folder)
    Inbox(folder, "slack").take(Arrival(("1",), "a", {}, {}))
    with open_tracker(folder).begin() as connection:
        connection.exec_driver_sql("CREATE TABLE IF NOT EXISTS t (x)")
        connection.exec_driver_sql("INSERT INTO t VALUES (1)")
    Attachments.from_settings(settings).put("a", b"x", filename="me.jpg")


def test_files_are_private_and_folders_too(tmp_path, open_to_all):
    folder = tmp_path / "var"
    fill(folder)
    found = rights(folder)
    assert {"unstuck.db", "unstuck.db-wal", "unstuck.db-shm", "tracker.db", "tracker.db-wal", "secret"} <= set(found)
    folders = {"var", "attachments"}
    assert {name: right for name, right in found.items() if right != (0o700 if name in folders else 0o600)} == {}


def test_what_an_earlier_version_left_open_is_closed(tmp_path, open_to_all):
    folder = tmp_path / "var"
    folder.mkdir(mode=0o755)
    for name in ("unstuck.db", "unstuck.db-wal", "tracker.db"):
        (folder / name).touch(mode=0o644)
    fill(folder)
    assert {right & 0o077 for right in rights(folder).values()} == {0}


def test_a_folder_of_somebody_else_stays_as_it_is(tmp_path, monkeypatch):
    def not_ours(*_):
        raise PermissionError

    tmp_path.chmod(0o777)
    monkeypatch.setattr(os, "chmod", not_ours)
    private_folder(tmp_path)
    assert stat.S_IMODE(tmp_path.stat().st_mode) == 0o777
