"""`unstuck serve`: what keeps a process from starting is told in one sentence."""

import os
import re
import socket
from unittest.mock import patch

import pytest

from unstuck.cli import serve
from unstuck.cli.main import main


def test_serving_without_a_model_says_what_to_do(tmp_path, monkeypatch, capsys):
    monkeypatch.setenv("UNSTUCK_MODELS", str(tmp_path))
    assert main(["serve", "rasa"]) == 1
    assert "make train" in capsys.readouterr().err


def test_serving_with_half_a_desk_or_no_place_for_the_key_is_one_sentence(tmp_path, monkeypatch, capsys):
    (tmp_path / "file").write_text("")
    monkeypatch.setenv("UNSTUCK_VAR", str(tmp_path / "file"))
    assert main(["serve", "actions"]) == 1
    assert capsys.readouterr().err.startswith("no_secret: ")
    monkeypatch.setenv("UNSTUCK_DESK_WEBHOOK", "https://desk.example.com")
    assert main(["serve", "actions"]) == 1
    assert capsys.readouterr().err.startswith("desk_incomplete: ")


@pytest.fixture
def serving(tmp_path, monkeypatch):
    """Starts a process in a model's presence, except that it does not become one; returns the exit status."""
    (tmp_path / "unstuck-1.tar.gz").touch()
    monkeypatch.setattr(serve, "become", lambda *_: pytest.fail("it started"))

    def run(process, **environment):
        folders = {"UNSTUCK_MODELS": str(tmp_path), "UNSTUCK_VAR": str(tmp_path)}
        with patch.dict(os.environ, folders | environment):
            return main(["serve", process])

    return run


@pytest.mark.parametrize(("process", "name"), [("rasa", "UNSTUCK_PORT"), ("actions", "UNSTUCK_ACTIONS_PORT")])
def test_a_port_that_something_else_has_is_one_sentence(process, name, serving, capsys):
    with socket.create_server(("127.0.0.1", 0)) as other:
        assert serving(process, **{name: str(other.getsockname()[1])}) == 1
    assert re.fullmatch(rf"port_taken: .* set {name} to another\.\n", capsys.readouterr().err)


def test_a_port_that_there_is_not_is_one_sentence(serving, capsys):
    assert serving("actions", UNSTUCK_ACTIONS_PORT="70000") == 1
    assert "no such port" in capsys.readouterr().err
