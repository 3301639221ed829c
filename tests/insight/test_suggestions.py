"""What was not understood comes together by what it means, with the team's answers, and becomes a draft."""

import pytest

from tests.clock import Clock
from unstuck.insight.suggestions import Suggestion, Unheard, draft, latest, suggestions
from unstuck.settings import read
from unstuck.storage.conversations import Conversations
from unstuck.storage.database import connect, transaction
from unstuck.storage.message_rows import TEAM, Draft, write
from unstuck.understanding.languages import encoder
from unstuck.wording.messages import Message

ANSWER = "A blue tick comes with a subscription, in Settings under Account."


def embed(text):
    return encoder.load().layers(text)[-1]


@pytest.fixture
def clock():
    return Clock()


@pytest.fixture
def settings(tmp_path):
    return read({"UNSTUCK_VAR": str(tmp_path)})


def answer(settings, clock, conversation_id, text, latest=0):
    with transaction(connect(settings.database_location)) as connection:
        write(connection, "web", conversation_id, clock(), latest, [Draft(TEAM, Message(text))])


def test_answers_of_the_team_belong_to_what_their_person_said_before_them_and_all_is_masked(settings, clock):
    kept = Conversations.from_settings(settings, clock)
    kept.not_understood("ann", "how do I get a blue tick? my card is 4111 1111 1111 1111")
    kept.not_understood("ben", "what is the weather")
    clock.pass_by(minutes=1)
    answer(settings, clock, "ann", "Hi Ann!")
    answer(settings, clock, "ann", f"{ANSWER} Your card 4111 1111 1111 1111 is fine.", latest=1)
    clock.pass_by(minutes=1)
    kept.not_understood("ann", "never mind")
    found = {one.text: one.answers for one in latest(settings, 30, clock)}
    assert found == {
        "never mind": (),
        "what is the weather": (),
        "how do I get a blue tick? my card is •••": (f"{ANSWER} Your card ••• is fine.",),
    }
    clock.pass_by(days=31)
    assert latest(settings, 400, clock) == ()


def test_what_means_the_same_comes_together_in_any_language_and_what_came_once_is_left_out(knowledge):
    unheard = [
        Unheard("how do I get a blue tick"),
        Unheard("how can I have the blue checkmark", (ANSWER, "You get it by a subscription, see Settings.")),
        Unheard("wie bekomme ich den blauen Haken"),
        Unheard("how do I get a blue tick"),
        Unheard("tell me a joke"),
    ]
    (found,) = suggestions(unheard, knowledge.articles, embed)
    assert found.count == 4
    assert found.texts[0] == "how do I get a blue tick"
    assert len(found.texts) == 3
    assert ANSWER in found.answers
    assert suggestions([], knowledge.articles, embed) == ()


def test_a_group_near_an_article_becomes_its_examples(knowledge):
    article = knowledge.articles[0]
    (found,) = suggestions([Unheard(article.title), Unheard(article.title)], knowledge.articles, embed)
    assert found.article == article.id
    examples = {"intent": f"{article.id}.error", "examples": f"- {article.title}\n"}
    assert draft(found, "x") == {"nlu": [examples]}


def test_an_answer_of_the_team_becomes_an_answer_of_the_article():
    found = draft(Suggestion(2, ("How?", "how"), ("So.",), ""), "how")
    assert found["answers"] == [{"intent": "ARTICLE.how", "question": "How?", "text": "So."}]
    assert found["nlu"] == [{"intent": "ARTICLE.how", "examples": "- How?\n- how\n"}]
