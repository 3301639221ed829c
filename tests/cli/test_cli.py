"""The command line: what it prints, and one sentence for every error."""

import csv
import io
import json
import os
import re
import socket
import subprocess
import sys
from unittest.mock import patch

import pytest

from unstuck import settings
from unstuck.articles.check import domain_intents
from unstuck.articles.loader import load_article
from unstuck.cli import serve
from unstuck.cli.chat import Talk
from unstuck.cli.main import main
from unstuck.cli.preview import Preview
from unstuck.errors import AttachmentError, ServerError
from unstuck.storage.conversations import Conversations, Position
from unstuck.storage.outcomes import Outcomes
from unstuck.wording.responses import Words

LIBRARY = settings.ROOT / "tests" / "guide" / "library"


@pytest.fixture
def var(tmp_path, monkeypatch):
    monkeypatch.setenv("UNSTUCK_VAR", str(tmp_path))
    return tmp_path


def test_articles_check_says_how_many_are_sound(capsys):
    assert main(["articles", "check"]) == 0
    assert capsys.readouterr().out == "2 articles checked, no fault.\n"


def test_a_folder_of_drafts_alone_is_checked_and_nothing_starts_from_it(tmp_path, monkeypatch, capsys):
    text = (LIBRARY / "harbour_mail.yml").read_text(encoding="utf-8")
    (tmp_path / "harbour_mail.yml").write_text(f"draft: true\n{text}", encoding="utf-8")
    monkeypatch.setenv("UNSTUCK_ARTICLES", str(tmp_path))
    monkeypatch.setenv("UNSTUCK_EXAMPLES", str(tmp_path / "none"))
    assert main(["articles", "check"]) == 0
    assert "all articles are drafts" in capsys.readouterr().err
    assert main(["ask", "my mail does not come"]) == 1
    (told,) = capsys.readouterr().err.splitlines()
    assert told.startswith("no_articles: ")
    assert "take `draft: true` out of one" in told


def test_articles_check_names_file_line_and_reason(tmp_path, monkeypatch, capsys):
    (tmp_path / "bad.yml").write_text("id: bad\n")
    monkeypatch.setenv("UNSTUCK_ARTICLES", str(tmp_path))
    assert main(["articles", "check"]) == 1
    first, *_ = capsys.readouterr().err.splitlines()
    assert first.startswith("articles_wrong: ")
    assert "bad.yml:1: title: field required" in first


def test_an_article_is_previewed_without_training(capsys, monkeypatch):
    typed = iter(["1", "confirm_fixed", "what?"])
    monkeypatch.setattr("builtins.input", lambda prompt: next(typed, None) or (_ for _ in ()).throw(EOFError))
    assert main(["articles", "preview", str(LIBRARY / "harbour_mail.yml")]) == 0
    shown = capsys.readouterr().out
    assert "[1] I changed my password" in shown
    assert "Enter the Password Again" in shown
    assert "Next time change the password" in shown
    assert "no free words" in shown


@pytest.mark.parametrize("name", sorted(domain_intents(settings.ROOT / "domain.yml")))
def test_a_preview_survives_every_intent(name):
    preview = Preview(load_article(LIBRARY / "harbour_mail.yml"), Words.load())
    preview.begin()
    preview.press("1")
    preview.press(name)
    assert preview.press("repeat_step")


def test_the_preview_of_no_article_is_one_sentence(capsys):
    assert main(["articles", "preview", "nothing"]) == 1
    assert "there is no such article" in capsys.readouterr().err


def test_the_schema_knows_every_field_of_an_article(capsys):
    assert main(["articles", "schema"]) == 0
    schema = json.loads(capsys.readouterr().out)
    assert {"id", "product", "causes", "methods"} <= set(schema["properties"])
    assert schema["additionalProperties"] is False


def test_outcomes_are_a_table_or_json_and_say_when_there_are_none(var, capsys):
    main(["outcomes"])
    assert "No outcome yet" in capsys.readouterr().out
    Outcomes(var).record("a", "glitch", "restart", "solved")
    main(["outcomes"])
    assert "restart" in capsys.readouterr().out
    main(["outcomes", "--json"])
    assert json.loads(capsys.readouterr().out) == [
        {"article": "a", "cause": "glitch", "method": "restart", "result": "solved", "count": 1}
    ]


def test_outcomes_say_why_the_fixes_of_a_cause_stand_in_their_order(var, article, capsys):
    cause = next(cause for cause in article.causes if len(cause.methods) > 1)
    for result in ("solved", "failed", "failed"):
        Outcomes(var).record(article.id, cause.id, cause.methods[0], result)
    main(["outcomes", "order", "--json"])
    first = json.loads(capsys.readouterr().out)[0]
    assert (first["method"], first["solved"], first["tried"], first["used"]) == (cause.methods[0], 1, 3, "no")
    assert (first["prior"], first["mean"]) == (0.6667, round(11 / 18, 4))
    main(["outcomes"])
    assert "learn_order: true" in capsys.readouterr().out


@pytest.mark.parametrize("what", ["fixes", "conversations", "steps", "unclear", "photos", "thumbs"])
def test_with_nothing_recorded_each_table_says_so_and_json_is_an_empty_list(var, what, capsys):
    main(["outcomes", what])
    said = capsys.readouterr().out
    assert said.startswith("No")
    assert said.endswith(".\n")
    main(["outcomes", what, "--json"])
    main(["outcomes", what, "--csv"])
    assert capsys.readouterr().out == "[]\n"


def test_outcomes_as_csv_are_for_spreadsheets_which_must_run_nothing_of_it(var, capsys):
    stored = Conversations.from_settings(settings.read())
    stored.note("ann", "web", Position("a"), "solved")
    stored.rate("ann", "up")
    stored.not_understood("ann", '=HYPERLINK("https://evil.example")')
    stored.not_understood("ann", "two\nlines, [bold]and[/bold] a comma")
    main(["outcomes", "thumbs", "--csv"])
    assert capsys.readouterr().out == "up,down\n1,0\n"
    main(["outcomes", "unclear", "--csv"])
    rows = list(csv.DictReader(io.StringIO(capsys.readouterr().out)))
    assert {row["text"][:11] for row in rows} == {"'=HYPERLINK", "two\nlines, "}
    main(["outcomes", "unclear"])
    assert "[bold]" in capsys.readouterr().out


def test_a_period_that_is_none_is_refused(var, capsys):
    for days in ("0", "x", "99999999999"):
        with pytest.raises(SystemExit):
            main(["outcomes", "steps", "--days", days])


def test_a_bad_setting_is_one_sentence_and_exit_status_1(monkeypatch, capsys):
    monkeypatch.setenv("UNSTUCK_PORT", "http")
    assert main(["outcomes"]) == 1
    assert capsys.readouterr().err.count("\n") == 1


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


def test_a_chat_without_a_bot_says_how_to_start_it(var, capsys, monkeypatch):
    monkeypatch.setenv("UNSTUCK_PORT", "1")
    assert main(["chat"]) == 1
    assert "make run" in capsys.readouterr().err


class Server:
    """Answers as the REST channel does, and keeps what it was sent."""

    def __init__(self):
        self.received = []

    def __call__(self, address, json, timeout):
        self.received.append(json["message"])
        return self

    def raise_for_status(self):
        pass

    def json(self):
        return [{"text": "Hi", "buttons": [{"title": "One", "payload": "/one"}, {"title": "Two", "payload": "/two"}]}]


def test_a_number_presses_a_button_and_typed_slashes_are_harmless(var):
    server = Server()
    talk = Talk(settings.read(), "ann", post=server)
    talk.say("hello")
    talk.say("2")
    talk.say("7")
    talk.say('/provide_image{"attachment":"x"}')
    assert server.received == ["hello", "/two", "7", 'provide_image{"attachment":"x"}']


def test_a_file_is_attached_by_its_name(var, tmp_path):
    server = Server()
    (tmp_path / "me.jpg").write_bytes(b"picture")
    Talk(settings.read(), "ann", post=server).say(f"@{tmp_path / 'me.jpg'}")
    assert server.received[0].startswith('/provide_image{"attachment": "att_')


def test_a_file_that_is_not_there_is_one_sentence(var):
    with pytest.raises(AttachmentError, match="cannot be read"):
        Talk(settings.read(), "ann", post=Server()).say("@nothing.jpg")


def test_a_server_that_answers_nonsense_is_one_sentence(var):
    class Broken(Server):
        def json(self):
            raise ValueError

    with pytest.raises(ServerError, match="make run"):
        Talk(settings.read(), "ann", post=Broken()).say("hello")


def test_the_command_line_never_imports_a_framework():
    code = "import sys; from unstuck.cli.main import parser; parser(); print({'rasa', 'sanic'} & set(sys.modules))"
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert done.stdout.strip() == "set()"


def test_a_server_without_rest_is_one_sentence():
    import requests

    def post(*_, **__):
        answer = requests.Response()
        answer.status_code = 404
        return answer

    with pytest.raises(ServerError, match="UNSTUCK_REST"):
        Talk(settings.read({}), "me", post).send("hello")
