"""The course of a case: fixes, then questions, then a person."""

import pytest

from unstuck.guide import course
from unstuck.guide.case import Asking, Case
from unstuck.guide.turn import OpenTicket


@pytest.fixture
def article(knowledge):
    return knowledge.first


def names(turn):
    return [said.name for said in turn.says]


def test_a_case_begins_with_the_fix_that_its_cause_names_first(article):
    cause = article.causes[0]
    turn = course.begin(article, Case(solved=True), causes=(cause.id,))
    assert turn.case.method == cause.methods[0]
    assert (turn.case.article, turn.case.step, turn.case.solved) == (article.id, 0, False)
    assert names(turn)[0] == "fix_begins"


def test_a_fix_that_is_done_is_not_begun_again(article):
    first, second = (method.id for method in article.methods[:2])
    assert course.begin(article, Case(tried=(first,))).case.method == second


def test_when_no_fix_is_left_each_question_is_asked_once_and_then_a_person_comes(article):
    case = Case(article=article.id, tried=tuple(method.id for method in article.methods))
    asked = []
    turn = course.go_on(article, case)
    while turn.case.asking is Asking.ESCALATION:
        asked.append(turn.case.escalation)
        turn = course.ask_escalation(article, course.done_with(turn.case, turn.case.escalation))
    assert asked == [escalation.id for escalation in article.escalations]
    assert any(isinstance(effect, OpenTicket) for effect in turn.effects)


def test_a_question_that_was_answered_already_is_left_out(article):
    first, *rest = article.escalations
    newest = Case(newest_system=True)
    assert course.ask_escalation(article, Case(ruled_out=first.intents)).case.escalation == rest[0].id
    old = next(escalation for escalation in article.escalations if escalation.old_system)
    done = tuple(escalation.id for escalation in article.escalations if escalation is not old)
    assert course.ask_escalation(article, Case(escalations_done=done)).case.escalation == old.id
    left = course.ask_escalation(article, Case(escalations_done=done, newest_system=newest.newest_system))
    assert left.case.escalation is None


def test_who_has_to_wait_is_offered_a_message_and_nobody_else(article):
    for escalation in article.escalations:
        turn = course.advise(article, Case(), escalation.id)
        assert (turn.case.asking is Asking.FOLLOW_UP) == bool(escalation.wait_hours)
        assert escalation.id in turn.case.escalations_done
