"""The team's talk with a person: who holds a conversation, and that every change of hands is made once."""

from concurrent.futures import ThreadPoolExecutor

import pytest

from unstuck.errors import TicketError
from unstuck.storage.message_log import Incoming, MessageLog
from unstuck.storage.outbox import Outbox
from unstuck.support.actor import Actor
from unstuck.support.board import Board, Which
from unstuck.support.known import FixState, Known
from unstuck.support.notes import NoteKind
from unstuck.support.phase import Phase, Reason
from unstuck.support.talk import Talk
from unstuck.support.tickets import Tickets
from unstuck.wording.messages import Message, Notice

ANN, BOB = Actor("team-1", "Ann"), Actor("team-2", "Bob")
KNOWN = Known("profile", "Update failed", ("A glitch",), (FixState("restart", "Restart", "tried"),), "iphone", "18.6")


class Desk:
    """One person's conversation, their ticket, and what the team does about it."""

    def __init__(self, database, clock, desks=()):
        self.message_log = MessageLog(database, "web", clock)
        self.tickets = Tickets(database, clock)
        self.talk, self.board = Talk(database, clock, desks), Board(database, clock)
        self.clock = clock
        self.says("help")
        self.number = self.tickets.open("web-cat", "web", {}, []).number
        self.tickets.know(self.number, KNOWN)

    def says(self, text):
        """The person says something, and the bot answers it; what the bot said."""
        id = f"client-{text}"
        self.message_log.take("web-cat", id, [Incoming(Message(text), text)])
        waiting = self.message_log.next_waiting("web-cat")
        while waiting and waiting.text != text:
            self.message_log.answer("web-cat", [], waiting.id)
            waiting = self.message_log.next_waiting("web-cat")
        return [
            entry.message.text for entry in self.message_log.answer("web-cat", [Message(f"re: {text}")], waiting.id)
        ]

    def heard(self):
        """What the bot still has to answer."""
        found = []
        while waiting := self.message_log.next_waiting("web-cat"):
            found.append(waiting.text)
            self.message_log.answer("web-cat", [], waiting.id)
        return found

    @property
    def card(self):
        return self.board.card(self.number, ANN)

    @property
    def log(self):
        return [(entry.author, entry.message.text) for entry in self.board.entries(self.number)]


@pytest.fixture
def desk(database, clock):
    return Desk(database, clock)


def test_while_a_teammate_holds_it_the_bot_says_nothing_and_all_else_is_kept(desk):
    assert desk.says("next") == ["re: next"]
    desk.talk.take_over(desk.number, ANN)
    assert desk.says("are you there?") == []
    desk.talk.reply(desk.number, ANN, "key-00001", Message("I am."))
    assert desk.log[-3:] == [
        ("team", "**Ann** of our team is here now and answers you. I'm silent until then."),
        ("user", "are you there?"),
        ("team", "I am."),
    ]
    assert desk.card.phase is Phase.HELD


def test_an_answer_that_was_begun_before_is_not_said_after_somebody_took_over(desk):
    desk.message_log.take("web-cat", "client-1", [Incoming(Message("next"), "next")])
    waiting = desk.message_log.next_waiting("web-cat")
    desk.talk.take_over(desk.number, ANN)
    assert desk.message_log.answer("web-cat", [Message("step 2")], waiting.id) == []
    assert desk.message_log.next_waiting("web-cat") is None


def test_what_was_said_to_a_teammate_is_not_answered_by_the_bot_later(desk):
    desk.talk.take_over(desk.number, ANN)
    desk.message_log.take("web-cat", "client-1", [Incoming(Message("thanks, it works"), "thanks, it works")])
    desk.talk.hand_back(desk.number, ANN)
    assert desk.message_log.next_waiting("web-cat").held


def test_a_notice_of_the_channel_is_told_even_then(desk):
    desk.talk.take_over(desk.number, ANN)
    assert desk.message_log.answer("web-cat", [Notice("This file is too large.")], None)


def test_of_ten_who_press_at_once_one_holds_it(desk):
    def press(number):
        try:
            return bool(desk.talk.take_over(desk.number, Actor(f"team-{number}", f"No. {number}")).entries)
        except TicketError as error:
            return error.code != "ticket_held"

    with ThreadPoolExecutor(10) as pool:
        assert list(pool.map(press, range(10))).count(True) == 1
    assert [text for author, text in desk.log if author == "team"] == [
        f"**{desk.card.holder_name}** of our team is here now and answers you. I'm silent until then."
    ]


def test_somebody_else_takes_it_over_only_when_they_say_from_whom(desk):
    desk.talk.take_over(desk.number, ANN)
    with pytest.raises(TicketError, match="Ann holds U-1001"):
        desk.talk.take_over(desk.number, BOB)
    assert desk.talk.take_over(desk.number, ANN).entries == ()
    desk.talk.take_over(desk.number, BOB, of=ANN.id)
    assert desk.card.holder == BOB.id
    with pytest.raises(TicketError, match="Bob holds U-1001"):
        desk.talk.take_over(desk.number, Actor("team-3", "Cy"), of=ANN.id)
    with pytest.raises(TicketError, match="take it over first"):
        desk.talk.hand_back(desk.number, ANN)


def test_a_reply_takes_over_what_waits_and_counts_once_for_its_key(desk):
    first = desk.talk.reply(desk.number, ANN, "key-00001", Message("Hello!"))
    again = desk.talk.reply(desk.number, ANN, "key-00001", Message("Hello!"))
    assert [entry.message.text for entry in first.entries][1:] == ["Hello!"]
    assert again.entries == ()
    assert (desk.card.phase, desk.card.holder) == (Phase.HELD, ANN.id)
    desk.talk.reply(desk.number, BOB, "key-00002", Message("Me too."))
    assert [entry.message.by for entry in desk.board.entries(desk.number)][-2:] == ["Ann", "Bob"]
    assert desk.card.holder == ANN.id


def test_handed_back_the_bot_hears_of_it_once(desk):
    desk.talk.take_over(desk.number, ANN)
    change = desk.talk.hand_back(desk.number, ANN)
    assert change.prompts
    assert desk.heard() == ['/team_news{"news":"handed_back","by":"Ann"}']
    assert desk.says("next") == ["re: next"]


def test_a_fix_goes_to_the_bot_and_its_result_comes_back(desk):
    desk.talk.take_over(desk.number, ANN)
    with pytest.raises(TicketError, match="no fix dance"):
        desk.talk.hand_fix(desk.number, ANN, "dance")
    assert desk.card.phase is Phase.HELD
    desk.talk.hand_fix(desk.number, ANN, "restart")
    assert (desk.card.phase, desk.card.fix, desk.card.holder) == (Phase.HANDED_BACK, "restart", ANN.id)
    assert desk.heard() == ['/team_news{"news":"fix","by":"Ann","method":"restart","article":"profile"}']
    assert desk.says("done") == ["re: done"]
    assert desk.talk.return_fix(desk.number, "restart", "failed").entries
    assert desk.talk.return_fix(desk.number, "restart", "failed") is None
    (note,) = desk.board.view(desk.number, ANN).notes
    assert (note.kind, note.text) == (NoteKind.FIX_RESULT, "Restart: it was done and did not help.")
    assert (desk.card.phase, desk.card.holder) == (Phase.HELD, ANN.id)


def test_a_fix_that_was_called_off_brings_no_result(desk):
    desk.talk.take_over(desk.number, ANN)
    desk.talk.hand_fix(desk.number, ANN, "restart")
    desk.talk.take_over(desk.number, ANN)
    assert desk.talk.return_fix(desk.number, "restart", "solved") is None


def test_closed_it_is_told_once_and_can_be_opened_again(desk):
    desk.talk.take_over(desk.number, ANN)
    desk.talk.close(desk.number, ANN, Reason.SOLVED)
    with pytest.raises(TicketError, match="is closed already"):
        desk.talk.close(desk.number, BOB, Reason.SOLVED)
    with pytest.raises(TicketError, match="is closed"):
        desk.talk.reply(desk.number, ANN, "key-00001", Message("One more thing"))
    assert desk.heard() == ['/team_news{"news":"closed","by":"Ann"}']
    assert desk.says("hello") == ["re: hello"]
    desk.talk.reopen(desk.number, BOB)
    assert desk.card.phase is Phase.WAITING
    with pytest.raises(TicketError, match="open already"):
        desk.talk.reopen(desk.number, BOB)


def test_who_has_a_newer_ticket_is_answered_there(desk):
    desk.talk.close(desk.number, ANN, Reason.OTHER)
    desk.tickets.open("web-cat", "web", {}, [])
    with pytest.raises(TicketError, match="newer open ticket"):
        desk.talk.reopen(desk.number, ANN)


def test_asking_again_after_it_was_handed_back_lets_it_wait_again(desk):
    desk.talk.take_over(desk.number, ANN)
    desk.talk.hand_back(desk.number, ANN)
    desk.clock.pass_by(hours=1)
    desk.tickets.open("web-cat", "web", {}, [])
    assert (desk.card.phase, desk.card.holder, desk.card.waiting_since) == (Phase.WAITING, "", desk.clock())


def test_nothing_is_said_to_somebody_who_deleted_the_conversation(desk):
    desk.message_log.mark_deleted("web-cat")
    with pytest.raises(TicketError, match="Nothing reaches"):
        desk.talk.reply(desk.number, ANN, "key-00001", Message("Hello?"))
    assert desk.card.phase is Phase.WAITING
    desk.talk.close(desk.number, ANN, Reason.OTHER)


def test_everything_that_a_teammate_does_is_on_record_with_their_name(desk):
    desk.talk.take_over(desk.number, ANN)
    desk.talk.note(desk.number, ANN, "Looks like the cache. My password is hunter2")
    desk.talk.reply(desk.number, ANN, "key-00001", Message("Hi"))
    desk.talk.hand_fix(desk.number, ANN, "restart")
    desk.talk.take_over(desk.number, BOB)
    desk.talk.close(desk.number, BOB, Reason.NO_ANSWER)
    desk.talk.reopen(desk.number, ANN)
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


def test_the_team_s_lists_tell_who_waits_who_holds_and_what_is_unread(desk):
    assert [card.number for card in desk.board.cards(Which.WAITING, ANN)] == ["U-1001"]
    assert desk.card.unread == 1
    desk.talk.take_over(desk.number, ANN)
    desk.talk.mark_read(desk.number, ANN, 2)
    assert desk.board.cards(Which.WAITING, ANN) == []
    assert [card.unread for card in desk.board.cards(Which.MINE, ANN)] == [0]
    assert desk.board.cards(Which.MINE, BOB) == []
    assert [card.unread for card in desk.board.cards(Which.ALL, BOB)] == [1]
    desk.talk.note(desk.number, ANN, "The cache, 100 % sure")
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
        lambda: desk.talk.take_over(desk.number, ANN),
        lambda: desk.talk.note(desk.number, ANN, "hm"),
        lambda: desk.talk.reply(desk.number, ANN, "key-00001", Message("Hi")),
        lambda: desk.talk.mark_read(desk.number, ANN, 4),
        lambda: desk.talk.close(desk.number, ANN, Reason.SOLVED),
    ):
        act()
        assert beats()
    desk.clock.pass_by(hours=2)
    assert desk.board.pulse() == {}


def test_desks_hear_of_each_message_while_it_is_open(database, clock):
    desk = Desk(database, clock, ("webhook", "slack"))
    heard = desk.talk._announcements.heard
    desk.message_log = MessageLog(database, "web", clock, heard=heard)
    desk.says("one")
    desk.talk.take_over(desk.number, ANN)
    desk.says("two")
    desk.talk.reply(desk.number, ANN, "key-00001", Message("from the page"))
    desk.talk.reply(desk.number, ANN, "slack-0001", Message("from the thread"))
    told = {
        name: [
            desk.message_log.entry("web-cat", item.payload["seq"]).message.text
            for item in Outbox(database, name, clock).claim(9, 60)
        ]
        for name in ("webhook", "slack")
    }
    assert told == {"webhook": ["one", "two"], "slack": ["two", "from the page"]}
