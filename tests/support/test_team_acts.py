"""The team's talk with a person: who holds a conversation, and that every change of hands is made once."""

from concurrent.futures import ThreadPoolExecutor

import pytest

from tests.support.one_ticket import ANN, BOB
from unstuck.errors import TicketError
from unstuck.storage.message_log import Incoming
from unstuck.support.actor import Actor
from unstuck.support.notes import NoteKind
from unstuck.support.phase import Phase, Reason
from unstuck.wording.messages import Message, Notice


def test_while_a_teammate_holds_it_the_bot_says_nothing_and_all_else_is_kept(desk):
    assert desk.says("next") == ["re: next"]
    desk.acts.take_over(desk.number, ANN)
    assert desk.says("are you there?") == []
    desk.acts.reply(desk.number, ANN, "key-00001", Message("I am."))
    assert desk.log[-3:] == [
        ("team", "**Ann** of our team is here now and answers you. I'm silent until then."),
        ("user", "are you there?"),
        ("team", "I am."),
    ]
    assert desk.card.phase is Phase.HELD


def test_an_answer_that_was_begun_before_is_not_said_after_somebody_took_over(desk):
    desk.message_log.take("web-cat", "client-1", [Incoming(Message("next"), "next")])
    waiting = desk.message_log.next_waiting("web-cat")
    desk.acts.take_over(desk.number, ANN)
    assert desk.message_log.answer("web-cat", [Message("step 2")], waiting.id) == []
    assert desk.message_log.next_waiting("web-cat") is None


def test_what_was_said_to_a_teammate_is_not_answered_by_the_bot_later(desk):
    desk.acts.take_over(desk.number, ANN)
    desk.message_log.take("web-cat", "client-1", [Incoming(Message("thanks, it works"), "thanks, it works")])
    desk.acts.hand_back(desk.number, ANN)
    assert desk.message_log.next_waiting("web-cat").held


def test_a_notice_of_the_channel_is_told_even_then(desk):
    desk.acts.take_over(desk.number, ANN)
    assert desk.message_log.answer("web-cat", [Notice("This file is too large.")], None)


def test_of_ten_who_press_at_once_one_holds_it(desk):
    def press(number):
        try:
            return bool(desk.acts.take_over(desk.number, Actor(f"team-{number}", f"No. {number}")).entries)
        except TicketError as error:
            return error.code != "ticket_held"

    with ThreadPoolExecutor(10) as pool:
        assert list(pool.map(press, range(10))).count(True) == 1
    assert [text for author, text in desk.log if author == "team"] == [
        f"**{desk.card.holder_name}** of our team is here now and answers you. I'm silent until then."
    ]


def test_somebody_else_takes_it_over_only_when_they_say_from_whom(desk):
    desk.acts.take_over(desk.number, ANN)
    with pytest.raises(TicketError, match="Ann holds U-1001"):
        desk.acts.take_over(desk.number, BOB)
    assert desk.acts.take_over(desk.number, ANN).entries == ()
    desk.acts.take_over(desk.number, BOB, of=ANN.id)
    assert desk.card.holder == BOB.id
    with pytest.raises(TicketError, match="Bob holds U-1001"):
        desk.acts.take_over(desk.number, Actor("team-3", "Cy"), of=ANN.id)
    with pytest.raises(TicketError, match="take it over first"):
        desk.acts.hand_back(desk.number, ANN)


def test_a_reply_takes_over_what_waits_and_counts_once_for_its_key(desk):
    first = desk.acts.reply(desk.number, ANN, "key-00001", Message("Hello!"))
    again = desk.acts.reply(desk.number, ANN, "key-00001", Message("Hello!"))
    assert [entry.message.text for entry in first.entries][1:] == ["Hello!"]
    assert again.entries == ()
    assert (desk.card.phase, desk.card.holder) == (Phase.HELD, ANN.id)
    desk.acts.reply(desk.number, BOB, "key-00002", Message("Me too."))
    assert [entry.message.by for entry in desk.board.entries(desk.number)][-2:] == ["Ann", "Bob"]
    assert desk.card.holder == ANN.id


def test_handed_back_the_bot_hears_of_it_once(desk):
    desk.acts.take_over(desk.number, ANN)
    change = desk.acts.hand_back(desk.number, ANN)
    assert change.prompts
    assert desk.heard() == ['/team_news{"news":"handed_back","by":"Ann"}']
    assert desk.says("next") == ["re: next"]


def test_a_fix_goes_to_the_bot_and_its_result_comes_back(desk):
    desk.acts.take_over(desk.number, ANN)
    with pytest.raises(TicketError, match="no fix dance"):
        desk.acts.hand_fix(desk.number, ANN, "dance")
    assert desk.card.phase is Phase.HELD
    desk.acts.hand_fix(desk.number, ANN, "restart")
    assert (desk.card.phase, desk.card.fix, desk.card.holder) == (Phase.HANDED_BACK, "restart", ANN.id)
    assert desk.heard() == ['/team_news{"news":"fix","by":"Ann","method":"restart","article":"profile"}']
    assert desk.says("done") == ["re: done"]
    assert desk.acts.return_fix(desk.number, "restart", "failed").entries
    assert desk.acts.return_fix(desk.number, "restart", "failed") is None
    (note,) = desk.board.view(desk.number, ANN).notes
    assert (note.kind, note.text) == (NoteKind.FIX_RESULT, "Restart: it was done and did not help.")
    assert (desk.card.phase, desk.card.holder) == (Phase.HELD, ANN.id)


def test_a_fix_that_was_called_off_brings_no_result(desk):
    desk.acts.take_over(desk.number, ANN)
    desk.acts.hand_fix(desk.number, ANN, "restart")
    desk.acts.take_over(desk.number, ANN)
    assert desk.acts.return_fix(desk.number, "restart", "solved") is None


def test_closed_it_is_told_once_and_can_be_opened_again(desk):
    desk.acts.take_over(desk.number, ANN)
    desk.acts.close(desk.number, ANN, Reason.SOLVED)
    with pytest.raises(TicketError, match="is closed already"):
        desk.acts.close(desk.number, BOB, Reason.SOLVED)
    with pytest.raises(TicketError, match="is closed"):
        desk.acts.reply(desk.number, ANN, "key-00001", Message("One more thing"))
    assert desk.heard() == ['/team_news{"news":"closed","by":"Ann"}']
    assert desk.says("hello") == ["re: hello"]
    desk.acts.reopen(desk.number, BOB)
    assert desk.card.phase is Phase.WAITING
    with pytest.raises(TicketError, match="open already"):
        desk.acts.reopen(desk.number, BOB)


def test_who_has_a_newer_ticket_is_answered_there(desk):
    desk.acts.close(desk.number, ANN, Reason.OTHER)
    desk.tickets.open("web-cat", "web", {}, [])
    with pytest.raises(TicketError, match="newer open ticket"):
        desk.acts.reopen(desk.number, ANN)


def test_asking_again_after_it_was_handed_back_lets_it_wait_again(desk):
    desk.acts.take_over(desk.number, ANN)
    desk.acts.hand_back(desk.number, ANN)
    desk.clock.pass_by(hours=1)
    desk.tickets.open("web-cat", "web", {}, [])
    assert (desk.card.phase, desk.card.holder, desk.card.waiting_since) == (Phase.WAITING, "", desk.clock())


def test_nothing_is_said_to_somebody_who_deleted_the_conversation(desk):
    desk.message_log.mark_deleted("web-cat")
    with pytest.raises(TicketError, match="Nothing reaches"):
        desk.acts.reply(desk.number, ANN, "key-00001", Message("Hello?"))
    assert desk.card.phase is Phase.WAITING
    desk.acts.close(desk.number, ANN, Reason.OTHER)


def test_everything_that_a_teammate_does_is_on_record_with_their_name(desk):
    desk.acts.take_over(desk.number, ANN)
    desk.acts.note(desk.number, ANN, "Looks like the cache. My password is hunter2")
    desk.acts.reply(desk.number, ANN, "key-00001", Message("Hi"))
    desk.acts.hand_fix(desk.number, ANN, "restart")
    desk.acts.take_over(desk.number, BOB)
    desk.acts.close(desk.number, BOB, Reason.NO_ANSWER)
    desk.acts.reopen(desk.number, ANN)
    view = desk.board.view(desk.number, ANN)
    assert [(event.name, event.action, event.detail) for event in view.events] == [
        ("the person", "opened", ""),
        ("Ann", "took_over", ""),
        ("Ann", "noted", ""),
        ("Ann", "replied", ""),
        ("Ann", "gave_fix", "restart"),
        ("Bob", "took_over", ""),
        ("Bob", "closed", "no_answer"),
        ("Ann", "reopened", ""),
    ]
    assert view.notes[0].text == "Looks like the cache. My password is •••"
