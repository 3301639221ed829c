"""`unstuck arrivals`: an operator sees what could not be read, and has it read again or drops it."""

import json

import pytest

from unstuck.cli.main import main
from unstuck.storage.inbox import Arrival, Inbox


@pytest.fixture
def inbox(database, monkeypatch):
    name = "UNSTUCK_DATABASE" if isinstance(database, str) else "UNSTUCK_VAR"
    monkeypatch.setenv(name, str(database))
    found = Inbox(database, "telegram")
    found.take(Arrival(("1",), "telegram-5", {}, {"text": "secret words"}))
    found.set_aside(found.next_waiting("telegram-5")[0], "ValueError at x.py:1 f")
    return found


def run(capsys, *words):
    status = main(["arrivals", *words])
    told = capsys.readouterr()
    return status, told.out + told.err


def test_list_shows_what_was_set_aside_and_quotes_nobody(inbox, capsys):
    status, told = run(capsys, "list")
    assert status == 0
    assert "ValueError at x.py:1 f" in told
    assert "telegram-5" in told
    assert "secret" not in told
    (one,) = json.loads(run(capsys, "list", "--json")[1])
    assert (one["channel"], one["reason"]) == ("telegram", "ValueError at x.py:1 f")


def test_retry_has_it_read_again_and_drop_forgets_it(inbox, capsys):
    number = str(json.loads(run(capsys, "list", "--json")[1])[0]["number"])
    assert run(capsys, "retry", number)[0] == 0
    assert inbox.waiting() == ["telegram-5"]
    assert run(capsys, "drop", number) == (
        1,
        f"arrival_unknown: Nothing was set aside as {number}: `unstuck arrivals list` shows what was.\n",
    )
    inbox.set_aside(int(number), "again")
    assert run(capsys, "drop", number)[0] == 0
    assert "Nothing was set aside" in run(capsys, "list")[1]
