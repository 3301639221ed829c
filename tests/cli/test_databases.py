"""Every command reads and writes the database of the settings, of either kind."""

import json

import pytest

from unstuck.cli.main import main
from unstuck.settings import read
from unstuck.storage.conversations import Conversations, Position
from unstuck.storage.outcomes import Outcomes
from unstuck.support.tickets import Tickets


@pytest.fixture
def settings(database, tmp_path, monkeypatch):
    monkeypatch.setenv("UNSTUCK_VAR", str(tmp_path / "var"))
    if isinstance(database, str):
        monkeypatch.setenv("UNSTUCK_DATABASE", database)
    return read()


@pytest.fixture
def printed(capsys):
    """What a command prints as JSON."""

    def run(*arguments):
        assert main([*arguments, "--json"]) == 0
        return json.loads(capsys.readouterr().out)

    return run


def test_tickets_are_listed_shown_and_closed(settings, printed, capsys):
    Tickets.from_settings(settings).open("ann", "web", {"article": "A title"}, [("user", "help")])
    assert [ticket["number"] for ticket in printed("tickets", "list")] == ["U-1001"]
    assert printed("tickets", "show", "U-1001")["article"] == "A title"
    assert main(["tickets", "close", "U-1001"]) == 0
    assert capsys.readouterr().out == "U-1001 is closed.\n"
    assert not Tickets.from_settings(settings).is_open("U-1001")


def test_outcomes_are_counted(settings, printed):
    Outcomes.from_settings(settings).record("a", "cause", "restart", "solved")
    Conversations.from_settings(settings).note("ann", "web", Position("a", "cause", "restart"), "solved")
    assert [(row["method"], row["count"]) for row in printed("outcomes")] == [("restart", 1)]
    assert sum(day["solved"] for day in printed("outcomes", "conversations")) == 1


def test_a_person_is_forgotten(settings, printed):
    Tickets.from_settings(settings).open("ann", "web", {}, [])
    assert printed("forget", "ann") == {"tickets": 1}
    assert Tickets.from_settings(settings).all() == []
