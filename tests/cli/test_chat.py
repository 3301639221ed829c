"""`unstuck chat`: what is typed in the terminal, and what a server that does not answer gives."""

import pytest

from unstuck import settings
from unstuck.cli.chat import Talk
from unstuck.cli.main import main
from unstuck.errors import AttachmentError, ServerError


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


def test_a_server_without_rest_is_one_sentence():
    import requests

    def post(*_, **__):
        answer = requests.Response()
        answer.status_code = 404
        return answer

    with pytest.raises(ServerError, match="UNSTUCK_REST"):
        Talk(settings.read({}), "me", post).send("hello")
