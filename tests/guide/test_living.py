"""Articles are deleted and renamed while people talk: nobody is misled, and nothing breaks."""

from dataclasses import replace
from pathlib import Path

import pytest

from tests.guide.test_any_talk import INTENTS
from unstuck.articles.knowledge import Knowledge
from unstuck.articles.loader import load_article
from unstuck.guide.case import Case
from unstuck.guide.respond import respond
from unstuck.guide.turn import Message
from unstuck.understanding.statements import Act, Statement
from unstuck.wording.responses import Words

LIBRARY = Path(__file__).parent / "library"
GONE = "harbour_mail.password"


@pytest.fixture(scope="module")
def before(knowledge):
    return Knowledge((*knowledge.articles, load_article(LIBRARY / "harbour_mail.yml")))


@pytest.mark.parametrize(
    "message",
    [
        Message(GONE),
        Message(GONE, text="i changed my password", statements=(Statement(Act.DESCRIBES, GONE),)),
        Message(
            "affirm", also=(GONE,), text="yes", statements=(Statement(Act.ASKS, GONE), Statement(Act.ANSWERS, "affirm"))
        ),
    ],
)
def test_an_intent_of_a_deleted_article_is_not_understood_and_has_words(knowledge, message):
    words = Words.load()
    said = respond(knowledge, Case(), message).says
    assert said
    assert all(f"utter_{say.name}" in words for say in said)
    assert GONE not in str(said)


@pytest.mark.parametrize("intent", sorted(INTENTS))
def test_who_stands_in_a_deleted_article_begins_anew(knowledge, before, intent):
    case = respond(before, Case(), Message(GONE)).case
    assert case.article == "harbour_mail"
    turn = respond(knowledge, case, Message(intent))
    assert turn.case.article != "harbour_mail"


def test_a_fix_that_was_renamed_is_begun_anew_and_what_was_done_stays_done(before, knowledge):
    article = knowledge.articles[0]
    case = respond(knowledge, Case(), Message(article.causes[0].intents[0])).case
    renamed = article.methods[0].model_copy(update={"id": "another_name"})
    now = Knowledge((article.model_copy(update={"methods": (renamed, *article.methods[1:])}), *knowledge.articles[1:]))
    turn = respond(now, replace(case, tried=("restart_device",)), Message("next_step"))
    assert turn.case.article == article.id
    assert turn.case.method != article.methods[0].id
    assert turn.case.tried == ("restart_device",)


def test_a_fix_that_lost_its_last_steps_goes_on_at_its_end(knowledge):
    article = knowledge.articles[0]
    case = replace(respond(knowledge, Case(), Message(article.causes[0].intents[0])).case, step=3)
    shorter = article.methods[0].model_copy(update={"steps": article.methods[0].steps[:2]})
    now = Knowledge((article.model_copy(update={"methods": (shorter, *article.methods[1:])}), *knowledge.articles[1:]))
    assert respond(now, case, Message("repeat_step")).case.step <= 1
