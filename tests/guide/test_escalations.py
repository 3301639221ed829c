"""When no fix is left, or the evidence points past the fixes."""

import pytest

from unstuck.guide.turn import CancelFollowUps, OpenTicket, ScheduleFollowUp


@pytest.fixture
def exhausted(talk):
    """A talk in which every fix has failed."""
    talk("describe_photo_permission")
    for _ in range(5):
        talk("report_still_failing")
    return talk


@pytest.mark.parametrize("answer", ["deny", "report_still_failing", "skip_method"])
def test_each_escalation_is_asked_once_and_then_a_person_takes_over(exhausted, answer):
    asked = [exhausted.case.escalation]
    for _ in range(2):
        assert exhausted(answer) == ["ask_escalation"]
        asked.append(exhausted.case.escalation)
    assert asked == ["rate_limit", "instagram_account", "outdated_ios"]
    assert exhausted(answer) == ["nothing_left"]
    assert exhausted.effects == (OpenTicket(),)


def test_yes_to_the_rate_limit_advises_to_wait_and_offers_a_message(exhausted):
    assert exhausted("affirm") == ["escalation_advice", "offer_follow_up"]
    assert "24 hours" in exhausted.said("escalation_advice").values["advice"]
    assert "three times" in exhausted.said("escalation_advice").values["advice"]
    assert exhausted("affirm") == ["follow_up_set"]
    assert exhausted.effects == (ScheduleFollowUp(24),)


@pytest.mark.parametrize(
    ("intent", "label"),
    [("describe_account_issue", "Instagram app"), ("describe_outdated_ios", "**Software Update**")],
)
def test_evidence_leads_straight_to_the_advice(talk, intent, label):
    assert talk(intent) == ["escalation_advice", "ask_outcome"]
    assert label in talk.said("escalation_advice").values["advice"]


def test_a_rate_limit_as_first_message_advises_and_offers_a_message(talk):
    assert talk("describe_rate_limit") == ["escalation_advice", "offer_follow_up"]


def test_who_wants_no_message_goes_on_with_the_fixes(talk):
    talk("describe_rate_limit")
    assert talk("deny")[:2] == ["follow_up_declined", "fix_begins"]


def test_who_wants_no_message_after_all_fixes_is_asked_the_next_question(exhausted):
    exhausted("affirm")
    assert exhausted("deny") == ["follow_up_declined", "ask_escalation"]
    assert exhausted.case.escalation == "instagram_account"


def test_advice_that_does_not_help_leads_to_the_next_question(exhausted):
    exhausted("deny")
    assert exhausted("affirm") == ["escalation_advice", "ask_outcome"]
    assert exhausted("report_still_failing") == ["ask_escalation"]
    assert exhausted.case.escalation == "outdated_ios"


def test_an_escalation_settled_early_is_not_asked_about_again(talk):
    talk("describe_account_issue")
    talk("report_still_failing")
    asked = []
    for _ in range(12):
        said = talk("report_still_failing")
        if "ask_escalation" in said:
            asked.append(talk.case.escalation)
    assert asked == ["rate_limit", "outdated_ios"]


def test_stop_reminding_me_calls_the_message_off(talk):
    talk("describe_rate_limit")
    talk("affirm")
    talk("cancel_follow_up")
    assert talk.effects == (CancelFollowUps(tell=True),)


def test_a_person_on_request_at_any_time(talk):
    talk("describe_app_glitch")
    talk("talk_to_human")
    assert talk.effects == (OpenTicket(),)


@pytest.mark.parametrize("answer", ["deny", "report_still_failing"])
def test_still_failing_after_the_wait_leads_to_the_fixes(talk, answer):
    talk("describe_rate_limit")
    talk("affirm")
    talk("follow_up_due")
    assert "fix_begins" in talk(answer)
