"""What is noted of a turn."""

from dataclasses import replace

import pytest

from unstuck.articles.versions import version_of
from unstuck.guide.case import Case
from unstuck.guide.turn import NotUnderstood, OpenTicket, Rate, Record, Turn
from unstuck.insight.figures import Insight, ends
from unstuck.settings import read
from unstuck.storage.conversations import Conversations
from unstuck.storage.outcomes import Outcomes
from unstuck.turns.person import Person
from unstuck.turns.progress import Progress, end_of

ANN = Person("ann", "web", list)
AT_RESTART = Case(article="a", causes=("glitch",), method="restart", plan=("restart",))


@pytest.fixture
def settings(tmp_path):
    return read({"UNSTUCK_VAR": str(tmp_path)})


@pytest.fixture
def progress(settings, knowledge):
    return Progress(Conversations.from_settings(settings), Outcomes.from_settings(settings), lambda: knowledge)


@pytest.fixture
def begun(settings):
    """How many conversations have begun."""
    return lambda: ends(Insight.from_settings(settings).figures(1).days)["begun"]


def test_a_greeting_is_no_conversation_yet_and_a_trouble_is(progress, begun):
    progress.note(Case(), Turn(Case()), ANN)
    assert begun() == 0
    progress.note(Case(), Turn(AT_RESTART), ANN)
    assert begun() == 1


def test_what_was_not_understood_begins_a_conversation(progress, begun):
    progress.note(Case(), Turn(Case()).doing(NotUnderstood("blub")), ANN)
    assert begun() == 1


def test_a_thumb_belongs_to_what_has_ended(progress, begun):
    progress.note(AT_RESTART, Turn(AT_RESTART).doing(Rate("up")), ANN)
    assert begun() == 0


def test_a_result_counts_for_the_fix_that_was_on_the_screen(progress):
    progress.record(Record("failed"), AT_RESTART, Turn(Case()), ANN)
    assert [(tally.method, tally.result) for tally in progress.outcomes.tally()] == [("restart", "failed")]


def test_an_outcome_remembers_the_version_of_its_article(progress, article):
    progress.record_result(replace(AT_RESTART, article=article.id), "solved")
    (one,) = progress.outcomes.of_versions()
    assert (one.version, one.tried, one.solved) == (version_of(article), 1, 1)


def test_without_an_article_there_is_nothing_to_count(progress):
    progress.record(Record("stopped"), Case(), Turn(Case()), ANN)
    assert progress.outcomes.tally() == []


@pytest.mark.parametrize(
    ("turn", "end"),
    [
        (Turn(AT_RESTART), ""),
        (Turn(AT_RESTART).doing(OpenTicket()), "handed_off"),
        (Turn(AT_RESTART).doing(Record("solved")), "solved"),
        (Turn(Case()).doing(Record("solved")), ""),
    ],
)
def test_a_conversation_ends_solved_or_handed_off(turn, end):
    assert end_of(turn) == end
