"""What WhatsApp does not take now comes later, in order and once."""

import time

import pytest
from aiohttp import web

from tests import pictures
from tests.channels.whatsapp.saying import hand_over, shown
from unstuck.support.follow_ups import FollowUps


@pytest.mark.parametrize(
    "code", [1, 2, 4, 80007, 130429, 131000, 131016, 131048, 0, 10, 190, 200, 131031, 131042, 133010]
)
def test_what_whatsapp_does_not_take_now_comes_later_in_order_and_once(phone, graph, code):
    for _ in range(2):
        graph.refuse("messages", code)
    assert shown(phone.say("one")) == ["re: one"]
    assert shown(phone.say("two")) == ["re: two"]


@pytest.mark.parametrize(
    "answer", [(429, {}), (503, "<html>"), (200, "<html>"), (200, []), (302, {}), (400, {"error": "x"}), (401, {})]
)
def test_an_answer_that_makes_no_sense_is_asked_for_again(phone, graph, answer):
    graph.moods["messages"] = [answer]
    assert shown(phone.say("one")) == ["re: one"]


def test_whatsapp_is_left_alone_for_as_long_as_it_asks(phone, graph):
    graph.moods["messages"] = [(429, {"error": {"code": 130429, "message": "slow"}}, {"Retry-After": "1"})]
    begun = time.monotonic()
    assert shown(phone.say("one")) == ["re: one"]
    assert time.monotonic() - begun >= 1


def test_a_connection_that_breaks_is_made_again(phone, graph):
    async def hang_up(request):
        request.transport.close()
        return web.Response()

    graph.moods["messages"] = [hang_up]
    graph.moods["typing"] = [hang_up]
    assert shown(phone.say("one")) == ["re: one"]


def test_a_long_answer_that_is_interrupted_goes_on_where_it_stopped(phone, graph, server):
    server.says = [{"text": "\n".join(f"line {number} " + "x" * 400 for number in range(25))}]

    async def first_works(request):
        graph.refuse("messages", 131000)
        return web.json_response({"messages": [{"id": "wamid.1"}]})

    graph.moods["messages"] = [first_works]
    said = "\n".join(shown(phone.say("tell me all")))
    assert [f"line {number} x" in said for number in range(25)] == [number > 9 for number in range(25)]


def test_an_upload_that_breaks_off_is_begun_again(phone, graph, server):
    graph.refuse("upload", 131000, 500)
    (answer,) = hand_over(phone, server)
    assert answer.file[1] == pictures.fine()


@pytest.mark.parametrize("code", [131026, 131021, 131030, 130497])
def test_a_person_who_cannot_be_reached_gets_no_follow_up(phone, graph, server, code):
    follow_ups = FollowUps(server.settings.var)
    follow_ups.schedule(phone.conversation_id, "whatsapp", 24)
    graph.refuse("messages", code)
    assert phone.say("bye") == []
    assert follow_ups.cancel(phone.conversation_id) == 0


def test_a_message_that_is_never_taken_holds_up_no_other(phone, graph):
    graph.refuse("messages", 131009)
    assert phone.say("one") == []
    assert shown(phone.say("two")) == ["re: two"]
