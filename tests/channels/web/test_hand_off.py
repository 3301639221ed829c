"""Two helpers in one chat, with the real servers: taken over, a fix given to the bot, handed back, closed."""

import pytest

from tests.channels.page import Page
from unstuck.support.actor import Actor
from unstuck.support.board import Board
from unstuck.support.known import FixMark
from unstuck.support.notes import NoteKind
from unstuck.support.phase import Phase, Reason
from unstuck.support.team_acts import TeamActs
from unstuck.support.tickets import Tickets
from unstuck.wording.messages import Message

pytestmark = pytest.mark.servers

ANN = Actor("team-1", "Ann")


@pytest.fixture
def page(bot):
    with Page(bot.address) as page:
        yield page


def hear(page, words):
    """Wait until the bot says so."""
    while words not in page.wait_for("bot")["text"]:
        pass


def test_a_teammate_takes_over_gives_the_bot_a_fix_hands_back_and_closes(bot, page):
    acts, board = TeamActs(bot.var), Board(bot.var)
    page.say("it only lets me pick from 3 pictures on my iphone se")
    page.wait_for("bot", "step")
    page.say("I want to talk to a real person")
    hear(page, "Your ticket is")
    number = Tickets(bot.var).standing(page.conversation_id).number
    known = board.view(number, ANN)
    fix = next(one for one in known.fixes if one.state == FixMark.OPEN)
    assert known.card.article
    assert known.card.phase is Phase.WAITING

    acts.take_over(number, ANN)
    page.say("are you there?")
    acts.reply(number, ANN, "key-00001", Message("I am."))
    page.say("great, next")

    acts.hand_fix(number, ANN, fix.id)
    assert page.wait_for("bot", "step")["fix_title"] == fix.title
    page.say("it works now")
    page.wait_for("team", "notice")
    (note,) = board.view(number, ANN).notes
    assert (note.kind, note.text) == (NoteKind.FIX_RESULT, f"{fix.title}: it works now.")
    assert board.card(number).phase is Phase.HELD

    acts.hand_back(number, ANN)
    page.wait_for("bot")
    acts.close(number, ANN, Reason.SOLVED)
    hear(page, "help")

    said = [(one["from"], one["kind"], one["text"]) for one in page.history()]
    start = next(place for place, one in enumerate(said) if one[2].startswith("**Ann** of our team is here"))
    held = said[start + 1 : start + 4]
    assert [one[0] for one in held] == ["user", "team", "user"]
    seqs = [one["seq"] for one in page.history()]
    assert seqs == sorted(set(seqs))
