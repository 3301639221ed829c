"""`unstuck team`: who may sign in."""

import json
from urllib.parse import parse_qs, urlsplit

import pytest
from sqlalchemy import select

from unstuck.cli.main import main
from unstuck.storage.database import connect, transaction
from unstuck.storage.support_tables import ticket_events
from unstuck.support.teammates import Teammates

PASSWORD = "a password of Anna's"


@pytest.fixture(autouse=True)
def var(tmp_path, monkeypatch):
    monkeypatch.setenv("UNSTUCK_VAR", str(tmp_path))
    monkeypatch.setenv("UNSTUCK_ADDRESS", "https://help.example.com/")
    return tmp_path


def code_in(address):
    assert address.startswith("https://help.example.com/team/join?code=")
    return parse_qs(urlsplit(address).query)["code"][0]


def test_add_prints_the_address_at_which_a_password_is_chosen_once(var, capsys):
    assert main(["team", "list"]) == 0
    assert capsys.readouterr().out.startswith("Nobody is on the team yet")
    assert main(["team", "add", "Anna"]) == 0
    sentence, address, hint = capsys.readouterr().out.splitlines()
    assert sentence == "Anna is on the team, and chooses a password at"
    assert "once, for 3 days" in hint
    Teammates(var).join(code_in(address.strip()), PASSWORD)
    assert Teammates(var).check("Anna", PASSWORD).name == "Anna"


def test_invite_lets_a_teammate_choose_another_password(var, capsys):
    main(["team", "add", "Anna"])
    capsys.readouterr()
    assert main(["team", "invite", "anna", "--json"]) == 0
    told = json.loads(capsys.readouterr().out)
    assert told["name"] == "Anna"
    Teammates(var).join(code_in(told["address"]), PASSWORD)


def test_the_list_shows_who_has_joined(var, capsys):
    main(["team", "add", "Anna", "--json"])
    Teammates(var).join(code_in(json.loads(capsys.readouterr().out)["address"]), PASSWORD)
    main(["team", "add", "Ben"])
    capsys.readouterr()
    assert main(["team", "list", "--json"]) == 0
    assert [(one["name"], one["joined"]) for one in json.loads(capsys.readouterr().out)] == [
        ("Anna", True),
        ("Ben", False),
    ]
    main(["team", "list"])
    shown = capsys.readouterr().out
    assert "Anna" in shown
    assert "invited" in shown


def test_remove_takes_somebody_off_the_team_once_and_writes_it_down(var, capsys):
    main(["team", "add", "Anna"])
    capsys.readouterr()
    assert main(["team", "remove", "anna"]) == 0
    assert capsys.readouterr().out == "Anna is off the team, and signed out everywhere.\n"
    with transaction(connect(var)) as connection:
        done = connection.execute(select(ticket_events.c.action, ticket_events.c.detail)).all()
    assert done == [("added", "Anna"), ("removed", "Anna")]
    assert main(["team", "remove", "Anna"]) == 1
    assert capsys.readouterr().err.startswith("teammate_unknown: ")


def test_who_is_there_already_and_a_name_that_cannot_be_used_are_one_sentence(capsys):
    main(["team", "add", "Anna"])
    assert main(["team", "add", "anna"]) == 1
    assert "teammate_known: " in capsys.readouterr().err
    assert main(["team", "add", " "]) == 1
    assert "teammate_name: " in capsys.readouterr().err
