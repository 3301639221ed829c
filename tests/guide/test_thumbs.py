"""The question at the end: asked once, answered by button, word or emoji, and never in anybody's way."""

import pytest

from unstuck.guide import thumbs
from unstuck.guide.case import Thumbs
from unstuck.guide.turn import Comment, Message, NotUnderstood, Rate, Turn

UP, DOWN = ("thumb", "up"), ("thumb", "down")


@pytest.fixture
def at_the_end(talk):
    """A talk that is solved and in which the question has been asked."""
    talk("describe_photo_permission")
    talk("confirm_fixed")
    assert talk.take(thumbs.ask(talk.turn))[-1] == "ask_thumbs"
    return talk


@pytest.mark.parametrize(
    ("intent", "entities", "said", "rated"),
    [
        ("affirm", [UP], "thumbs_up", "up"),
        ("deny", [DOWN], "thumbs_down", "down"),
        ("affirm", [], "thumbs_up", "up"),
        ("deny", [], "thumbs_down", "down"),
    ],
)
def test_a_button_a_word_and_an_emoji_are_answers(at_the_end, intent, entities, said, rated):
    assert at_the_end(intent, *entities) == [said]
    assert at_the_end.effects == (Rate(rated),)


def test_a_line_may_be_added_to_the_thumb_and_is_kept_whatever_it_says(at_the_end):
    at_the_end("deny", DOWN)
    assert at_the_end.said("thumbs_down").asks == "comment"
    assert at_the_end("affirm", ("comment", "no, it still fails")) == ["comment_kept"]
    assert at_the_end.effects == (Comment("no, it still fails"),)


def test_a_comment_without_a_thumb_is_not_kept_and_changes_nothing(talk):
    talk("describe_photo_permission")
    before = talk.case
    assert talk("affirm", ("comment", "x")) == ["step"]
    assert (talk.effects, talk.case.step) == ((), before.step)


def test_a_comment_in_the_middle_of_another_trouble_leaves_it_where_it_is(at_the_end):
    at_the_end("affirm", UP)
    at_the_end("describe_app_glitch")
    assert at_the_end("affirm", ("comment", "fine")) == ["comment_kept", "step"]
    assert at_the_end.case.step == 0


def test_only_the_first_answer_counts(at_the_end):
    at_the_end("affirm", UP)
    for second in ([DOWN], []):
        assert at_the_end("deny", *second) == ["thumbs_before"]
        assert at_the_end.effects == ()


def test_it_is_never_asked_twice(at_the_end):
    assert thumbs.ask(Turn(at_the_end.case)) == Turn(at_the_end.case)
    at_the_end("affirm")
    at_the_end("start_over")
    at_the_end("describe_app_glitch")
    assert thumbs.ask(at_the_end.turn) == at_the_end.turn


def test_thanks_and_questions_in_between_leave_it_open(at_the_end):
    at_the_end("thank")
    at_the_end("ask_heic")
    assert at_the_end("affirm") == ["thumbs_up"]


def test_with_a_new_trouble_a_typed_yes_means_the_step_and_the_button_still_counts(at_the_end):
    at_the_end("describe_app_glitch")
    assert at_the_end.case.thumbs is Thumbs.PASSED_OVER
    step = at_the_end.case.step
    at_the_end("affirm")
    assert (at_the_end.case.step, at_the_end.effects) == (step + 1, ())
    assert at_the_end("affirm", UP)[0] == "thumbs_up"
    assert (at_the_end.case.step, at_the_end.effects) == (step + 1, (Rate("up"),))


def test_an_old_button_in_the_middle_of_a_step_does_not_go_on(talk):
    talk("describe_photo_permission")
    assert talk("affirm", UP) == ["thumbs_before", "step"]
    assert (talk.case.step, talk.effects) == (0, ())


def test_a_question_of_the_bot_that_is_open_goes_first(at_the_end):
    at_the_end("describe_rate_limit")
    assert at_the_end("affirm") == ["follow_up_set"]


@pytest.mark.parametrize("intent", ["nlu_fallback", "out_of_scope"])
def test_what_was_not_understood_is_kept_for_the_team(talk, intent):
    for language in ("en", "en", "de"):
        talk(intent, text="wie geht das", language=language)
        assert NotUnderstood("wie geht das") in talk.effects


def test_a_quoted_error_message_was_understood(talk, article):
    talk("nlu_fallback", ("error_message", article.error_messages[0]), text="x")
    assert talk.effects == ()
    assert Message("greet").text == ""
