"""`unstuck tickets`: the team's view of what was handed over."""

import json

import pytest

from unstuck.cli.main import main
from unstuck.support.tickets import Tickets

FACTS = {"article": "Profile Photo Update Failed", "device": "ipad", "fixes_tried": ["Restart"]}


@pytest.fixture
def ticket(tmp_path, monkeypatch):
    monkeypatch.setenv("UNSTUCK_VAR", str(tmp_path))
    tickets = Tickets(tmp_path, desks=("webhook",))
    tickets.open("ann", "web\x1b[2J", FACTS, [("user", "it fails\x1b[2J\n[bold]x")])
    return tickets.open("ann", "web", FACTS, [("user", "still")])


def test_the_list_shows_number_state_and_article(ticket, capsys):
    assert main(["tickets", "list"]) == 0
    shown = capsys.readouterr().out
    assert "U-1001" in shown
    assert "\x1b" not in shown
    assert "Profile" in shown
    main(["tickets", "list", "--state", "closed"])
    assert "No ticket" in capsys.readouterr().out
    main(["tickets", "list", "--json"])
    (entry,) = json.loads(capsys.readouterr().out)
    assert (entry["number"], entry["state"], entry["sender"]) == ("U-1001", "open", "ann")


def test_show_tells_everything_and_what_became_of_the_deliveries(ticket, capsys):
    main(["tickets", "show", "U-1001"])
    shown = capsys.readouterr().out
    for part in ("Device: ipad", "Fixes tried: Restart", "Person: it fails[2J [bold]x", "Added", "still"):
        assert part in shown
    assert "part 1 to webhook: waiting after 0 tries" in shown
    assert "\x1b" not in shown
    main(["tickets", "show", "1001", "--json"])
    shown = json.loads(capsys.readouterr().out)
    assert [part["said"][0]["text"] for part in shown["parts"]][1] == "still"
    assert [delivery["state"] for delivery in shown["deliveries"]] == ["waiting", "waiting"]


def test_close_ends_it_once(ticket, capsys):
    assert main(["tickets", "close", "U-1001"]) == 0
    assert capsys.readouterr().out == "U-1001 is closed.\n"
    assert main(["tickets", "close", "U-1001"]) == 1
    assert capsys.readouterr().err == "ticket_closed: U-1001 is closed already: there is nothing to do.\n"


def test_an_unknown_number_is_one_sentence(ticket, capsys):
    assert main(["tickets", "show", "U-7"]) == 1
    assert capsys.readouterr().err.startswith("ticket_unknown: ")
