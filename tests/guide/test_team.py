"""A teammate hands the talk back, or a fix: the bot goes on where it was, and a fix's result goes back to them."""

import pytest

from unstuck.guide.turn import Record, ReturnFix


@pytest.fixture
def given(talk, knowledge):
    """A talk in the middle of the first fix, in which a teammate gives the bot another one of the article."""
    talk("report_profile_photo_error")
    talk("next_step")
    article = knowledge.article(talk.case.article)
    fix = next(id for id in talk.case.plan if id != talk.case.method)
    talk("team_news", ("news", "fix"), ("method", fix), ("article", article.id))
    return fix


def returned(talk):
    return [effect.result for effect in talk.effects if isinstance(effect, ReturnFix)]


def test_a_fix_that_is_given_begins_at_its_first_step(talk, given):
    assert talk.turn.says[0].name == "fix_begins"
    assert (talk.case.method, talk.case.step, talk.case.assigned) == (given, 0, given)


@pytest.mark.parametrize(
    ("intent", "result"),
    [
        ("confirm_fixed", "solved"),
        ("report_still_failing", "failed"),
        ("skip_method", "skipped"),
        ("stop_guide", "stopped"),
        ("talk_to_human", "handed_off"),
        ("start_over", "left"),
    ],
)
def test_its_end_is_told_to_the_teammate_and_nothing_comes_after_it(talk, given, intent, result):
    assert talk(intent) == ["fix_returned"]
    assert returned(talk) == [result]
    assert talk.case.assigned == ""


def test_steps_questions_and_help_do_not_end_it(talk, given):
    for intent in ("repeat_step", "ask_step_help", "ask_heic", "thank"):
        talk(intent)
        assert returned(talk) == []
    assert talk.case.assigned == given


def test_a_fix_that_was_tried_before_is_walked_through_again(talk, knowledge):
    talk("report_profile_photo_error")
    talk("next_step")
    first = talk.case.method
    talk("report_still_failing")
    assert first in talk.case.tried
    talk("team_news", ("news", "fix"), ("method", first), ("article", talk.case.article))
    assert (talk.case.method, talk.case.step) == (first, 0)
    talk("report_still_failing")
    assert returned(talk) == ["failed"]
    assert Record("failed") in talk.effects


def test_a_fix_can_be_given_to_somebody_who_never_said_what_is_wrong(talk, knowledge):
    article = knowledge.articles[0]
    talk("team_news", ("news", "fix"), ("method", article.methods[0].id), ("article", article.id))
    assert (talk.case.article, talk.case.method) == (article.id, article.methods[0].id)


def test_a_fix_that_is_in_no_article_any_more_goes_straight_back(talk):
    assert talk("team_news", ("news", "fix"), ("method", "gone"), ("article", "gone")) == ["fix_returned"]
    assert returned(talk) == ["left"]


def test_handed_back_the_bot_goes_on_where_it_was(talk):
    talk("report_profile_photo_error")
    talk("next_step")
    before = talk.case
    shown = talk("team_news", ("news", "handed_back"))
    assert shown in (["step"], ["last_step"])
    assert (talk.case.method, talk.case.step) == (before.method, before.step)


def test_handed_back_out_of_nowhere_the_bot_offers_to_go_on(talk):
    assert talk("team_news", ("news", "handed_back")) == ["back_with_bot"]


def test_once_it_is_closed_the_bot_asks_once_whether_that_helped(talk):
    assert talk("team_news", ("news", "closed")) == ["ask_thumbs"]
    assert talk("team_news", ("news", "closed")) == ["back_with_bot"]
