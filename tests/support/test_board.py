"""What the team sees: its lists, and each ticket with all that is known."""

import pytest

from tests.support.one_ticket import ANN, BOB, KNOWN
from unstuck.errors import TicketError
from unstuck.storage.message_log import Incoming
from unstuck.support.board import Which
from unstuck.support.phase import Phase, Reason
from unstuck.wording.messages import File, Message, Picture, Report


def test_the_team_s_lists_tell_who_waits_who_holds_and_what_is_unread(desk):
    assert [card.number for card in desk.board.cards(Which.WAITING, ANN)] == ["U-1001"]
    assert desk.card.unread == 1
    desk.acts.take_over(desk.number, ANN)
    desk.acts.mark_read(desk.number, ANN, 2)
    assert desk.board.cards(Which.WAITING, ANN) == []
    assert [card.unread for card in desk.board.cards(Which.MINE, ANN)] == [0]
    assert desk.board.cards(Which.MINE, BOB) == []
    assert [card.unread for card in desk.board.cards(Which.ALL, BOB)] == [1]
    desk.acts.note(desk.number, ANN, "The cache, 100 % sure")
    for search, found in (("u-1001", 1), ("help", 1), ("100 %", 1), ("100%", 0), ("U-2000", 0), ("nothing like it", 0)):
        assert len(desk.board.cards(Which.ALL, BOB, search)) == found, search
    assert (desk.card.article, desk.card.device) == ("Update failed", "iphone")


def test_the_pulse_beats_with_every_change_and_only_then(desk):
    seen = [desk.board.pulse()]

    def beats():
        seen.append(desk.board.pulse())
        return seen[-1] != seen[-2]

    assert not beats()
    for act in (
        lambda: desk.says("hello"),
        lambda: desk.acts.take_over(desk.number, ANN),
        lambda: desk.acts.note(desk.number, ANN, "hm"),
        lambda: desk.acts.reply(desk.number, ANN, "key-00001", Message("Hi")),
        lambda: desk.acts.mark_read(desk.number, ANN, 4),
        lambda: desk.acts.close(desk.number, ANN, Reason.SOLVED),
    ):
        act()
        assert beats()
    desk.clock.pass_by(hours=2)
    assert desk.board.pulse() == {}


def test_a_ticket_is_shown_with_the_case_and_the_person_s_earlier_ones(desk):
    desk.acts.close(desk.number, ANN, Reason.OTHER)
    desk.tickets.keep_contact(desk.number, "cat@example.com")
    again = desk.tickets.open("web-cat", "web", {}, []).number
    view = desk.board.view(again, ANN)
    assert [card.number for card in view.earlier] == [desk.number]
    assert (view.card.phase, view.contact, view.fixes) == (Phase.WAITING, "", ())
    first = desk.board.view(desk.number, ANN)
    assert first.facts == (
        ("article", "Update failed"),
        ("causes", "A glitch"),
        ("device", "iphone"),
        ("system", "18.6"),
    )
    assert (first.fixes, first.contact, first.earlier) == (KNOWN.fixes, "cat@example.com", ())


def test_the_pictures_of_both_sides_are_told_apart_and_the_last_report_counts(desk):
    sent = Picture("", attachment="att_1", filename="me.heic", alt="me")
    mended = File("", attachment="att_2", filename="me.jpg", alt="me", preview="att_3")
    desk.message_log.take("web-cat", "client-picture", [Incoming(sent, "/provide_image")])
    said = [Report("No.", facts="", findings=("It is a HEIC.",)), mended, Report("Yes.", facts="", findings=())]
    desk.message_log.answer("web-cat", said[:2], desk.message_log.next_waiting("web-cat").id)
    view = desk.board.view(desk.number, ANN)
    assert [(one.attachment, one.side) for one in view.pictures] == [("att_1", "before"), ("att_2", "after")]
    assert view.findings == ("It is a HEIC.",)
    desk.message_log.answer("web-cat", said[2:], None)
    assert desk.board.view(desk.number, ANN).findings == ()


def test_what_was_said_is_read_on_from_where_one_was_and_what_nobody_said_is_left_out(desk):
    desk.acts.take_over(desk.number, ANN)
    desk.acts.hand_back(desk.number, ANN)
    entries = desk.board.entries(desk.number)
    assert [entry.author for entry in entries] == ["user", "bot", "team", "team"]
    assert desk.board.entries(desk.number, entries[1].seq) == entries[2:]


@pytest.mark.parametrize("number", ["U-1999", "x", ""])
def test_a_ticket_that_there_is_not_is_one_clear_error(desk, number):
    for what in (desk.board.card, desk.board.entries, lambda which: desk.board.view(which, ANN)):
        with pytest.raises(TicketError, match="There is no ticket"):
            what(number)
