"""Conversations are played again against changed articles: what is said otherwise is shown, the rest is not."""

import shutil

import pytest

from tests.clock import Clock
from tests.library import ARTICLES
from unstuck.articles.knowledge import Knowledge
from unstuck.cli.article_rehearse import first_difference
from unstuck.cli.rehearsal import Rehearsal
from unstuck.insight.past_conversations import PastConversations
from unstuck.storage.message_log import Incoming, MessageLog
from unstuck.wording.messages import Message
from unstuck.wording.responses import Words

TALK = ["/report_profile_photo_error", "It hangs, spins or shows the old photo", "Done, next"]


@pytest.fixture
def changed(root, tmp_path):
    """The knowledge base with another word in the second step of the first fix."""
    folder = shutil.copytree(ARTICLES, tmp_path / "articles")
    path = folder / "threads_profile_photo.yml"
    path.write_text(path.read_text().replace("push it up and off the screen", "throw it off the screen", 1))
    return Knowledge.load(folder)


def played(talk, one, other):
    words = Words.load()
    return first_difference(talk, Rehearsal(one, words), Rehearsal(other, words))


def test_a_changed_step_is_shown_where_somebody_would_read_it(knowledge, changed):
    difference = played(TALK, knowledge, changed)
    assert difference.typed == "Done, next"
    assert "push it up" in difference.before
    assert "throw it off" in difference.after


def test_what_does_not_come_to_the_change_is_not_shown(knowledge, changed):
    assert played(TALK[:2], knowledge, changed) is None
    assert played(TALK, knowledge, knowledge) is None


def test_talks_of_the_last_days_are_what_people_said_in_order(database):
    clock = Clock()
    log = MessageLog(database, "web", clock=clock)
    log.take("old", "1", [Incoming(Message("too long ago"), "x")])
    clock.pass_by(days=10)
    for number, text in enumerate(("it fails", "Done, next")):
        log.take("new", str(number), [Incoming(Message(text), text)])
        log.answer("new", [Message("answer")], None)
    assert PastConversations(database, clock=clock).last(7) == {"new": ["it fails", "Done, next"]}
