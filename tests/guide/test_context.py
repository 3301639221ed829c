"""The moment in which somebody answers is what the case has open."""

import pytest

from unstuck.guide.case import Asking, Case
from unstuck.guide.context import context_of
from unstuck.understanding.context import NOWHERE

PROFILE = "threads_profile_photo"


@pytest.mark.parametrize(
    ("intents", "moment"),
    [
        ([], ""),
        (["greet"], ""),
        (["report_profile_photo_error"], "cause"),
        (["describe_photo_permission"], "step"),
        (["describe_photo_permission", *["next_step"] * 4], "last_step"),
        (["describe_photo_permission", *["next_step"] * 5], "outcome"),
        (["describe_photo_permission", "list_methods"], "methods"),
        (["describe_rate_limit"], "follow_up"),
        (["describe_photo_permission", "confirm_fixed"], "solved"),
        (["nlu_fallback", "nlu_fallback"], "hand_off"),
    ],
)
def test_each_question_and_step_is_a_moment_of_its_own(talk, knowledge, intents, moment):
    for intent in intents:
        talk(intent)
    assert context_of(knowledge, talk.case).moment == moment


def test_a_step_comes_with_its_fix_its_words_and_its_branches(talk, knowledge, article):
    talk("choose_method", ("method", "reinstall"))
    talk("next_step")
    talk("next_step")
    context = context_of(knowledge, talk.case)
    steps = article.method("reinstall").steps
    assert (context.method, context.step, len(context.steps)) == ("reinstall", 2, len(steps))
    assert all(
        step.text in words.says and (step.help or "") == words.help
        for step, words in zip(steps, context.steps, strict=True)
    )
    named = {method.id: method.title for method in article.methods}
    assert context.called[0] == named.pop("reinstall")
    assert set(named.values()) <= set(context.others)
    assert [branch.target for branch in context.branches] == [f"2.{number}" for number in range(len(steps[2].branches))]
    assert context.branches[0].says == steps[2].branches[0].says


def test_what_was_offered_are_the_options_in_the_order_as_shown(talk, knowledge):
    talk("report_profile_photo_error")
    offered = [(choice.intent, choice.title) for choice in talk.said("ask_cause").choices if choice.title]
    assert [(option.intent, option.words) for option in context_of(knowledge, talk.case).options] == offered
    talk("list_methods")
    assert [dict(option.entities)["method"] for option in context_of(knowledge, talk.case).options] == list(
        talk.case.plan
    )


@pytest.mark.parametrize(
    "case",
    [
        Case(article=PROFILE, plan=("gone",), method="gone"),
        Case(article=PROFILE, plan=("force_quit",), method="force_quit", step=99),
        Case(article="gone", asking=Asking.CAUSE),
    ],
)
def test_where_the_article_has_changed_nothing_breaks(knowledge, case):
    assert context_of(knowledge, case).steps == NOWHERE.steps


def test_an_open_ticket_is_a_moment_too(knowledge):
    assert context_of(knowledge, Case(ticket="U-1001")).moment == "ticket"
