"""A talk in one process, without servers."""

import pytest

from unstuck.articles.check import domain_intents
from unstuck.cli.rehearsal import TICKET, Rehearsal, heard, parsed
from unstuck.understanding.reading import Reading
from unstuck.wording.responses import Words


@pytest.fixture
def talk(knowledge):
    return Rehearsal(knowledge, Words.load())


def test_it_says_what_the_channel_would_say_with_the_buttons_that_go_on(talk):
    (asked,) = talk.say("/report_profile_photo_error")
    first = asked["buttons"][0]
    assert set(asked) == {"text", "buttons"}
    found, step, *_ = talk.say(first["payload"])
    assert "Force Quit and Reopen Threads" in found["text"]
    assert "step 1 of" in step["text"]
    assert talk.case.method == "force_quit"


def test_what_a_turn_asks_for_in_the_world_is_said_and_not_done(talk):
    assert "Tell me in one line" in talk.say("/talk_to_human")[-1]["text"]
    assert TICKET in talk.say("/talk_to_human")[-1]["text"]
    assert talk.case.ticket == TICKET
    assert TICKET in talk.say("/cancel_ticket")[-1]["text"]
    assert talk.case.ticket is None
    assert talk.say("/check_image")[-1]["text"] == talk.words.say("utter_ask_picture", photo_hours="24")


def test_a_solved_case_asks_for_a_thumb_as_the_bot_does(talk):
    talk.say("/describe_photo_permission")
    _, asked = talk.say("/confirm_fixed")
    assert {button["payload"] for button in asked["buttons"]} == {
        '/affirm{"thumb":"up"}',
        '/deny{"thumb":"down"}',
    }


def test_every_intent_is_answered(talk, root):
    for intent in sorted(domain_intents(root / "domain.yml")):
        said = talk.say(f"/{intent}")
        assert said
        assert all(one["text"] and "{" not in one["text"] for one in said), said


def test_an_order_is_taken_apart(talk):
    assert parsed('/inform_device{"device": "ipad"}') == ("inform_device", {"device": "ipad"})
    assert parsed("/greet") == ("greet", {})


def test_what_is_not_sure_is_not_understood():
    for confidence, intent in ((0.49, "nlu_fallback"), (0.5, "greet")):
        reading = Reading("greet", confidence, (("greet", confidence),), "", (), "en", (), False, False, None, ())
        assert heard("hi", reading).intent == intent


def test_who_has_a_ticket_hears_of_it(talk):
    for _ in range(2):
        talk.say("/talk_to_human")
    for asked in ("/ask_when_answered", "/ask_ticket"):
        assert TICKET in talk.say(asked)[0]["text"]
