"""No answer twice in a row."""

import pytest

from tests.guide.saying import describes, message, says
from unstuck.guide.variety import MOST_REMEMBERED
from unstuck.understanding.statements import Act

AGAIN = message("say that again", says(Act.WANTS, "repeat_step"))
HELP = message("help", says(Act.WANTS, "ask_step_help"))
THERE = message("hm?", says(Act.TALKS, "nlu_fallback"))
NOT_SURE = message("it is my profile photo", describes("report_profile_photo_error"))


def said(talk):
    return [(say.name, str(say.values), say.choices) for say in talk.turn.says]


@pytest.mark.parametrize("typed", [HELP, THERE], ids=["help", "not understood"])
def test_the_same_message_over_and_over_is_never_answered_the_same_twice_in_a_row(talk, typed):
    talk("describe_photo_permission")
    before = None
    for _ in range(8):
        talk.typed(typed)
        assert talk.turn.says or talk.effects
        assert said(talk) != before
        before = said(talk)


def test_help_that_did_not_help_becomes_other_words_and_then_a_way_out(talk):
    talk("describe_photo_permission")
    names = [talk.typed(HELP)[0] for _ in range(4)]
    assert names[0] == "step_help"
    assert {"stuck_here", "what_next", "offer_person"} & set(names[1:])


def test_a_button_may_be_pressed_twice(talk):
    talk("describe_photo_permission")
    assert talk("repeat_step") == ["step"]
    assert talk("repeat_step") == ["step"]


def test_little_is_remembered_of_what_was_said(talk):
    for _ in range(3 * MOST_REMEMBERED):
        talk.typed(HELP)
    assert len(talk.case.said) == MOST_REMEMBERED


def test_five_times_the_same_error_at_the_first_step_is_questioned(talk):
    talk("describe_photo_permission")
    fails = message("same error", says(Act.RESULT, "report_still_failing"))
    names = [name for _ in range(5) for name in talk.typed(fails)]
    assert "ask_done" in names
    assert len(talk.case.tried) < 5


def test_who_is_told_to_wait_and_says_the_same_again_gets_a_fix(talk):
    often = message("i tried five times", describes("describe_rate_limit"))
    assert "escalation_advice" in talk.typed(often)
    names = talk.typed(message("i only tried, it never changed", describes("describe_rate_limit")))
    assert "escalation_advice" not in names
    assert {"start_anyway", "step"} <= set(names)
