"""Which of several statements is acted on."""

import pytest

from tests.guide.saying import describes, did, message, says
from unstuck.guide.case import Case
from unstuck.guide.lead import lead, weighty
from unstuck.understanding.statements import Act, How

STARTED = Case(article="threads_profile_photo", plan=("force_quit",), method="force_quit")
TROUBLE = describes("report_profile_photo_error")
GLITCH = describes("describe_app_glitch")
OLD = describes("describe_outdated_ios")
PERSON = says(Act.WANTS, "talk_to_human")
WORKS = says(Act.RESULT, "confirm_fixed")
FAILS = says(Act.RESULT, "report_still_failing")
ASKS = says(Act.ASKS, "ask_heic")
HELLO = says(Act.TALKS, "greet")
STRANGE = describes("out_of_scope")


@pytest.mark.parametrize(
    ("statements", "intent"),
    [
        ([HELLO, TROUBLE, PERSON], "talk_to_human"),
        ([HELLO, TROUBLE], "report_profile_photo_error"),
        ([TROUBLE, GLITCH], "describe_app_glitch"),
        ([ASKS, GLITCH], "describe_app_glitch"),
        ([HELLO, ASKS], "ask_heic"),
        ([did("force_quit"), FAILS, GLITCH], "describe_app_glitch"),
        ([WORKS], "confirm_fixed"),
        ([WORKS, FAILS], "report_still_failing"),
        ([WORKS, TROUBLE], "report_profile_photo_error"),
        ([describes("describe_network_trouble", How.DENIED), TROUBLE], "report_profile_photo_error"),
        ([OLD, TROUBLE, GLITCH], "describe_app_glitch"),
        ([says(Act.TALKS, "background"), did("reinstall")], "already_tried"),
    ],
)
def test_what_weighs_most_is_acted_on(knowledge, statements, intent):
    assert lead(knowledge, Case(), message("some words", *statements)).intent == intent


def test_what_is_denied_or_moot_is_never_acted_on(knowledge):
    denied = describes("describe_network_trouble", How.DENIED)
    assert weighty(knowledge, Case(), message("x", denied)) == []
    assert weighty(knowledge, Case(newest_system=True), message("x", OLD)) == []
    assert weighty(knowledge, Case(), message("x", OLD)) == [OLD]


def test_facts_alone_are_taken_note_of_and_nothing_at_all_is_the_message_s_own_intent(knowledge):
    denied = describes("describe_network_trouble", How.DENIED)
    told = message("not the wifi, ios 18", denied, entities=[("os_version", "18")])
    assert lead(knowledge, Case(), told).intent == "inform_facts"
    assert lead(knowledge, Case(), message("hmm")).intent == "nlu_fallback"


@pytest.mark.parametrize(
    ("entities", "statements", "case", "intent"),
    [
        ([("app", "whatsapp")], [TROUBLE], Case(), "out_of_scope"),
        ([("app", "whatsapp"), ("error_message", "Photo Not Saved")], [TROUBLE], Case(), "report_profile_photo_error"),
        ([("app", "whatsapp")], [TROUBLE], STARTED, "report_profile_photo_error"),
        ([("app", "whatsapp"), ("product", "Threads")], [TROUBLE], Case(), "report_profile_photo_error"),
        ([("app", "whatsapp")], [describes("describe_image_problem")], Case(), "describe_image_problem"),
        ([("app", "discord")], [STRANGE, describes("describe_rate_limit", confidence=0.97)], Case(), "out_of_scope"),
        ([("platform", "android")], [TROUBLE], Case(), "describe_other_platform"),
        ([("platform", "android"), ("device", "ipad")], [TROUBLE], Case(), "report_profile_photo_error"),
        ([], [STRANGE, describes("describe_app_glitch", confidence=0.6)], Case(), "out_of_scope"),
        ([], [describes("out_of_scope", confidence=0.6), GLITCH], Case(), "describe_app_glitch"),
    ],
)
def test_another_app_another_device_and_another_trouble_come_before_any_fix(
    knowledge, entities, statements, case, intent
):
    said = message("some words", *statements, entities=entities)
    assert lead(knowledge, case, said).intent == intent


def test_a_cause_that_says_more_than_what_is_tried_first_anyway_leads(knowledge):
    said = message("x", describes("describe_app_glitch", confidence=0.95), describes("describe_photo_permission"))
    assert lead(knowledge, Case(), said).intent == "describe_photo_permission"
