"""Questions in the middle: answered, and the guide goes on where it was."""

import pytest

from unstuck.guide.turn import DeletePhotos

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
