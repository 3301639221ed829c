"""Questions and small talk in the middle; stopping, resuming, misunderstandings."""

import pytest

from unstuck.guide.case import Asking
from unstuck.guide.turn import DeletePhotos, OpenTicket

QUESTIONS = [
    "ask_photo_requirements",
    "ask_heic",
    "ask_why_square",
    "ask_why_failed",
    "ask_change_limit",
    "ask_wait_time",
    "ask_error_difference",
    "ask_reinstall_safe",
    "ask_permission_safe",
    "ask_instagram_link",
    "ask_prevent",
    "ask_summary",
]


@pytest.mark.parametrize("intent", [*QUESTIONS, "thank", "express_frustration", "bot_challenge", "out_of_scope"])
def test_a_digression_is_answered_and_the_guide_goes_on_where_it_was(talk, intent):
    talk("describe_photo_permission")
    talk("next_step")
    step = talk.said("step")
    before = talk.case
    said = talk(intent)
    assert len(said) == 2
    assert said[0] != "no_answer"
    assert talk.said("step") == step
    assert (talk.case.method, talk.case.step) == (before.method, before.step)


@pytest.mark.parametrize("intent", QUESTIONS)
def test_a_question_is_answered_before_anything_is_wrong(talk, intent):
    assert len(talk(intent)) == 1


def test_a_digression_at_an_open_question_asks_it_again(talk):
    talk("report_profile_photo_error")
    assert talk("thank") == ["thank", "ask_cause"]


def test_a_greeting_after_a_pause_goes_on_and_with_nothing_open_it_is_just_a_greeting(talk):
    talk("describe_photo_permission")
    talk("stop_guide")
    assert talk("greet") == ["greet_again", "step"]
    talk("confirm_fixed")
    assert talk("greet") == ["greet"]


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


def test_delete_my_photo_deletes_and_goes_on(talk):
    talk("describe_photo_permission")
    talk("delete_photo")
    assert talk.effects == (DeletePhotos(),)
    assert talk.case.method == "photo_permission"


def test_the_comparison_answers_with_all_its_rows(talk, article):
    talk("ask_error_difference")
    rows = talk.said("difference").values["lines"]
    assert [row.values["item"] for row in rows] == ["Error message", "Main cause", "Typical fix", "Affects"]


PASSAGES = (("threads_profile_photo", "The slider is at the top."), ("threads_upload_photo", "Look at Wi-Fi."))


@pytest.mark.parametrize("intent", ["nlu_fallback", "out_of_scope", "ask_step_help"])
def test_what_an_article_says_answers_where_no_intent_does(talk, intent):
    assert talk(intent, passages=PASSAGES) == ["found"]
    assert talk.said("found").values["title"] == "Profile Photo Update Failed"
    assert talk.said("found").values["body"] == "The slider is at the top."


def test_after_such_an_answer_the_guide_goes_on_and_it_was_no_misunderstanding(talk):
    talk("describe_photo_permission")
    talk("nlu_fallback")
    assert talk("nlu_fallback", passages=PASSAGES) == ["found", "step"]
    assert talk("nlu_fallback") == ["here_we_are", "step"]


def test_the_article_of_the_talk_answers_before_another(talk):
    talk("threads_upload_photo.large_file")
    talk("nlu_fallback", passages=PASSAGES)
    assert talk.said("found").values["body"] == "Look at Wi-Fi."


def test_the_help_of_an_open_step_comes_before_any_search(talk):
    talk("describe_photo_permission")
    assert talk("ask_step_help", passages=PASSAGES) == ["step_help"]
