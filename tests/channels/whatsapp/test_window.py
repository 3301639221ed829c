"""Whoever wrote over a day ago is asked to write first, and then gets all that waits."""

import time

import pytest

from channels.whatsapp.channel import WhatsAppInput
from tests.channels.server import Server
from tests.channels.whatsapp.graph import TEMPLATE
from tests.channels.whatsapp.phone import Phone, delivered
from tests.channels.whatsapp.saying import say, shown
from unstuck.storage.routes import Routes


def test_a_day_after_their_last_message_a_person_is_asked_to_write_once_and_then_gets_all_that_waits(phone, server):
    phone.say("remind me")
    route = Routes(server.settings.var, "whatsapp").find(phone.conversation_id).address
    Routes(server.settings.var, "whatsapp").keep(phone.conversation_id, {**route, "at": route["at"] - 24 * 3600})
    say(server, phone, "Does it work now?")
    say(server, phone, "There is news.")
    (asked,) = until(phone, 1)
    name, language = TEMPLATE.split("/")
    assert asked.raw["template"] == {"name": name, "language": {"code": language}}
    assert phone.look() == []
    pressed = {"type": "button", "button": {"text": "Go on", "payload": "Go on"}}
    assert shown(phone.send(pressed)) == ["Does it work now?", "There is news."]


def until(phone, count):
    """What was posted, as soon as that much was."""
    found = []
    deadline = time.monotonic() + 20
    while len(found) < count:
        assert time.monotonic() < deadline, found
        time.sleep(0.02)
        found += phone.look()
    return found


def test_whoever_writes_instead_gets_what_waits_first_and_then_their_answer(phone, server, graph):
    phone.say("remind me")
    graph.refuse("messages", 131047, title="Re-engagement message")
    say(server, phone, "Does it work now?")
    (asked,) = until(phone, 1)
    assert asked.type == "template"
    assert shown(phone.say("not yet")) == ["Does it work now?", "re: not yet"]


def test_a_message_that_comes_late_opens_no_day_that_is_over(phone):
    phone.hours_ago = 30
    assert phone.post(delivered(phone.message({"type": "text", "text": {"body": "hello"}}))).status_code == 200
    (asked,) = until(phone, 1)
    assert asked.type == "template"
    phone.hours_ago = 0
    assert shown(phone.say("hello again")) == ["re: hello", "re: hello again"]


def test_a_message_delivered_again_does_not_turn_the_clock_back(phone, server):
    old = phone.message({"type": "text", "text": {"body": "hello"}})
    assert phone.post(delivered(old)).status_code == 200
    phone.wait()
    phone.say("and more")
    routes = Routes(server.settings.var, "whatsapp")
    before = routes.find(phone.conversation_id).address
    assert phone.post(delivered(old)).status_code == 200
    assert routes.find(phone.conversation_id).address == before


def test_without_a_template_it_waits_until_the_person_writes(tmp_path, graph, caplog):
    with Server(WhatsAppInput, tmp_path, {**graph.environment, "UNSTUCK_WHATSAPP_TEMPLATE": ""}) as server:
        phone = Phone(graph, server.address, server.settings, number="16505550001")
        phone.say("remind me")
        graph.refuse("messages", 131047)
        say(server, phone, "Does it work now?")
        server.settle()
        assert phone.look() == []
        assert "UNSTUCK_WHATSAPP_TEMPLATE" in caplog.text
        assert shown(phone.say("hello")) == ["Does it work now?", "re: hello"]


@pytest.mark.parametrize("code", [132001, 132015])
def test_a_template_that_is_not_there_is_told_of_and_holds_up_nothing(phone, server, graph, caplog, code):
    phone.say("remind me")
    graph.refuse("messages", 131047)
    graph.refuse("messages", code, title="Template does not exist")
    say(server, phone, "Does it work now?")
    server.settle()
    assert f"UNSTUCK_WHATSAPP_TEMPLATE cannot be sent: The messenger does not take it ({code}" in caplog.text
    assert shown(phone.say("hello")) == ["Does it work now?", "re: hello"]
