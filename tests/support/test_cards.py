"""Tickets as lines of a list: found by their number and by words, with what was said last and what is unread."""

import pytest

from tests.support.one_ticket import ANN, BOB, KNOWN
from unstuck.support.board import Which
from unstuck.support.phase import Phase
from unstuck.wording.messages import Message


@pytest.fixture
def found(desk):
    desk.tickets.open("web-dog", "web", {}, [])
    return lambda search: [card.number for card in desk.board.cards(Which.ALL, ANN, search)]


def test_a_ticket_is_found_by_its_number_and_by_what_was_said_noted_or_is_its_article_s_title(desk, found):
    desk.acts.note(desk.number, BOB, "It is the Cache")
    for search in ("U-1001", " u-1001 ", "1001", "help", "RE: HELP", "update FAILED", "cache"):
        assert found(search) == ["U-1001"], search


def test_signs_of_the_database_s_own_and_what_stands_nowhere_find_nothing(found):
    for search in ("%", "_elp", "re% help", '"', "\\", "U-1003", "glitch"):
        assert found(search) == [], search


def test_words_are_found_as_they_were_said_whatever_signs_they_have(desk, found):
    said = 'C:\\new "Größe" 100 % ☂'
    desk.says(said)
    assert found(said) == found("Größe") == found("☂") == ["U-1001"]


def test_a_card_says_what_was_said_last_by_whom_and_when(desk):
    desk.clock.pass_by(minutes=5)
    desk.says("still there?")
    assert (desk.card.last_author, desk.card.last_text, desk.card.last_at) == ("bot", "re: still there?", desk.clock())
    desk.acts.reply(desk.number, ANN, "key-00001", Message("Yes!"))
    assert (desk.card.last_author, desk.card.last_text) == ("team", "Yes!")
    desk.acts.hand_back(desk.number, ANN)
    assert desk.card.last_author == "team", "what the bot is told in silence is not said"


def test_each_teammate_has_unread_messages_of_their_own(desk):
    desk.says("one")
    desk.acts.mark_read(desk.number, ANN, 1)
    assert [desk.board.card(desk.number, who).unread for who in (ANN, BOB)] == [1, 2]


def test_a_card_of_a_conversation_in_which_nothing_was_said_dates_from_its_opening(desk):
    number = desk.tickets.open("web-dog", "slack", {}, []).number
    card = desk.board.card(number, ANN)
    assert (card.last_author, card.last_text, card.last_at, card.unread) == ("", "", card.opened, 0)
    assert (card.channel, card.phase, card.article) == ("slack", Phase.WAITING, "")
    assert desk.card.causes == KNOWN.causes
