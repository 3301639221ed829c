"""A passage that answers: of the case's own article first, and of no other app than the one that is named."""

import pytest

from unstuck.guide.case import Case
from unstuck.guide.passages import from_passage
from unstuck.guide.turn import Message


@pytest.fixture
def articles(knowledge):
    assert len(knowledge.articles) > 1
    return knowledge.articles


def test_a_passage_of_the_case_s_article_comes_before_a_surer_one_of_another(knowledge, articles):
    first, other = articles[:2]
    message = Message("nlu_fallback", passages=((other.id, "there"), (first.id, "here")))
    turn = from_passage(knowledge, Case(article=first.id, misunderstood=2), message)
    assert turn.says[0].values["body"] == "here"
    assert turn.case.misunderstood == 0


def test_where_another_app_is_named_none_of_this_one_answers(knowledge, articles):
    passages = ((articles[0].id, "here"),)
    named = Message("nlu_fallback", entities=(("product", "Somewhere Else"),), passages=passages)
    assert from_passage(knowledge, Case(), named) is None


def test_an_article_that_is_gone_answers_nothing(knowledge):
    assert from_passage(knowledge, Case(), Message("nlu_fallback", passages=(("gone", "lost"),))) is None
