"""What a conversation shows of a change of hands, and what the bot alone hears of it."""

import json

import pytest

from tests.support.one_ticket import ANN
from unstuck.guide.team import NEWS
from unstuck.storage.message_rows import DUE, TEAM
from unstuck.support import lines
from unstuck.wording.messages import Message, Notice


@pytest.mark.parametrize(
    ("draft", "holder"),
    [
        (lines.joined(ANN), "team"),
        (lines.has_result("Ann"), "team"),
        (lines.left("team_left", ANN), "bot"),
        (lines.left("team_gave_fix", ANN, fix="Restart"), "bot"),
        (lines.told("team_reopened", ANN, number="U-1001"), ""),
    ],
)
def test_each_change_is_told_with_the_name_and_says_who_answers_from_now_on(draft, holder):
    message = draft.message
    assert (draft.author, message.by, message.holder or "") == (TEAM, "Ann", holder)
    assert isinstance(message, Notice)
    assert "**Ann**" in message.text
    assert draft.for_rasa is None


def test_a_teammate_s_own_words_stand_under_their_name_and_count_once_for_their_key():
    draft = lines.words(Message("Try this."), ANN, "key-00001")
    assert (draft.author, draft.message, draft.client_id) == (TEAM, Message("Try this.", by="Ann"), "key-00001")


def test_the_bot_hears_news_that_nobody_sees():
    draft = lines.news("fix", ANN, method="restart", article="profile")
    assert (draft.author, draft.message.text) == (DUE, "")
    name, brace, heard = draft.for_rasa["text"].partition("{")
    assert name == f"/{NEWS}"
    assert json.loads(brace + heard) == {"news": "fix", "by": "Ann", "method": "restart", "article": "profile"}
