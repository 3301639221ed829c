"""Articles in other languages: known and said in all of them."""

from __future__ import annotations

from tests.wording.made_up import CODE, MARK
from unstuck.articles.knowledge import Knowledge
from unstuck.guide.case import Case
from unstuck.guide.respond import respond
from unstuck.guide.turn import Message


def test_its_error_messages_are_known_in_every_language(tenth):
    knowledge = Knowledge.load(tenth.articles)
    for own in (knowledge, knowledge.in_language(CODE)):
        target = own.alert(f"{MARK}Profile Photo Update Failed")
        assert target
        assert target.article is own.first


def test_a_passage_that_answers_is_said_in_the_language_of_the_conversation(tenth):
    knowledge = Knowledge.load(tenth.articles)
    article = knowledge.first
    message = Message("nlu_fallback", passages=((article.id, article.prevention),), text="what now", language=CODE)
    turn = respond(knowledge, Case(), message)
    assert turn.says[0].values["body"] == MARK + article.prevention
