"""Misunderstandings: asked about once, and then a person is offered."""

import pytest

from unstuck.guide.case import Asking
from unstuck.guide.turn import OpenTicket


def test_one_misunderstanding_asks_about_the_likely_meanings(talk):
    ranking = (("nlu_fallback", 0.5), ("describe_app_glitch", 0.3), ("out_of_scope", 0.2), ("skip_method", 0.1))
    assert talk("nlu_fallback", ranking=ranking) == ["clarify"]
    assert [choice.intent for choice in talk.said("clarify").choices] == [
        "describe_app_glitch",
        "skip_method",
        "out_of_scope",
    ]


def test_two_misunderstandings_in_a_row_offer_a_person(talk):
    talk("describe_photo_permission")
    talk("nlu_fallback")
    assert talk("nlu_fallback") == ["offer_person"]
    assert talk.case.asking is Asking.HAND_OFF
    talk("affirm")
    assert talk.effects == (OpenTicket(),)


def test_a_message_that_is_understood_in_between_breaks_the_row(talk):
    talk("describe_photo_permission")
    talk("nlu_fallback")
    talk("next_step")
    assert talk("nlu_fallback") == ["here_we_are", "step"]


@pytest.mark.parametrize("intent", ["nlu_fallback", "out_of_scope"])
def test_another_language_is_answered_honestly_with_the_offer_of_a_person(talk, intent):
    assert talk(intent, language="nl", unheard=True) == ["other_language", "offer_person"]


def test_a_quoted_error_message_is_enough_to_be_understood(talk):
    assert talk("nlu_fallback", ("error_message", "Profile Photo Update Failed")) == ["ask_cause"]
    assert talk("nlu_fallback", ("error_message", "Photo Not Saved")) == ["other_error"]


def test_off_topic_twice_offers_a_person(talk):
    assert talk("out_of_scope") == ["out_of_scope"]
    assert talk("out_of_scope") == ["offer_person"]
