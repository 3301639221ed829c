"""Tickets in the local database: none is lost, and each grows by what is new."""

from datetime import timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st
from sqlalchemy.exc import OperationalError

from tests.clock import NOON, Clock
from unstuck.errors import StoreError, TicketError
from unstuck.storage.outbox import Outbox, State
from unstuck.support import tickets as module
from unstuck.support.tickets import Tickets, TicketState

TALK = [("user", "it fails"), ("bot", "hi")]


@pytest.fixture
def clock():
    return Clock()


@pytest.fixture
def tickets(tmp_path, clock):
    return Tickets(tmp_path, clock)


def test_a_ticket_has_a_number_and_everything_the_team_needs(tickets):
    facts = {"device": "ipad", "fixes_tried": ["Restart"]}
    ticket = tickets.open("ann", "web", facts, TALK)
    assert ticket.number == "U-1001"
    assert (ticket.state, ticket.opened, ticket.facts) == (TicketState.OPEN, NOON, facts)
    assert ticket.transcript == TALK
    assert tickets.get("U-1001") == tickets.get(" u-1001") == tickets.get("1001") == ticket


def test_a_second_request_adds_what_is_new_and_the_history_stays(tickets, clock):
    tickets.open("ann", "web", {"fixes_tried": []}, TALK)
    clock.time += timedelta(hours=1)
    ticket = tickets.open("ann", "web", {"fixes_tried": ["Restart"]}, [*TALK, ("user", "more")])
    assert ticket.number == "U-1001"
    assert ticket.facts == {"fixes_tried": ["Restart"]}
    assert ticket.transcript == [*TALK, ("user", "more")]
    assert [(part.n, part.at, part.facts, part.said) for part in ticket.parts] == [
        (1, NOON, {"fixes_tried": []}, tuple(TALK)),
        (2, NOON + timedelta(hours=1), {"fixes_tried": ["Restart"]}, (("user", "more"),)),
    ]


LINES = st.tuples(st.sampled_from(["user", "bot"]), st.sampled_from(["a", "b", "c"]))


@given(st.lists(LINES), st.lists(LINES), st.integers(1, 12))
def test_whatever_part_of_a_talk_is_seen_nothing_said_is_missed(before, after, window):
    """The transcript keeps what was known, and ends with the part that was seen last."""
    seen = (before + after)[-window:]
    known = before[-window:]
    whole = known + module._new_in(known, seen)
    assert whole[: len(known)] == known
    assert whole[-len(seen) :] == seen or not seen


def test_each_person_has_a_ticket_of_their_own(tickets):
    assert [tickets.open(conversation_id, "rest", {}, []).number for conversation_id in ("ann", "bob")] == [
        "U-1001",
        "U-1002",
    ]


def test_a_secret_in_the_talk_is_masked_in_the_ticket(tickets):
    assert "hunter2" not in str(tickets.open("ann", "rest", {}, [("user", "my password is hunter2")]))


def test_after_a_close_the_next_request_opens_another(tickets, clock):
    tickets.open("ann", "web", {}, TALK)
    clock.time += timedelta(hours=1)
    closed = tickets.close("U-1001")
    assert (closed.state, closed.closed) == (TicketState.CLOSED, clock.time)
    assert not tickets.is_open("U-1001")
    assert tickets.open("ann", "web", {}, TALK).number == "U-1002"
    assert [ticket.number for ticket in tickets.all(TicketState.OPEN)] == ["U-1002"]
    assert [ticket.number for ticket in tickets.all(TicketState.CLOSED)] == ["U-1001"]
    assert len(tickets.all()) == 2


@pytest.mark.parametrize("number", ["U-1001", "0", "U-9999999999999999999999", "U-١٠٠١", "'; drop table tickets", ""])
def test_a_number_that_is_none_is_one_clear_error(tickets, number):
    for what in (tickets.get, tickets.close):
        with pytest.raises(TicketError) as error:
            what(number)
        assert error.value.code == "ticket_unknown"


def test_a_ticket_is_closed_once(tickets):
    tickets.open("ann", "web", {}, TALK)
    tickets.close("U-1001")
    with pytest.raises(TicketError, match="closed already"):
        tickets.close("U-1001")


def test_every_part_is_announced_to_every_desk_and_its_fate_can_be_seen(tmp_path, clock):
    tickets = Tickets(tmp_path, clock, desks=("webhook", "email"))
    tickets.open("ann", "web", {}, TALK)
    ticket = tickets.open("ann", "web", {}, [*TALK, ("user", "more")])
    assert [(part.n, item.queue, item.state) for part, item in tickets.deliveries(ticket)] == [
        (1, "webhook", State.WAITING),
        (1, "email", State.WAITING),
        (2, "webhook", State.WAITING),
        (2, "email", State.WAITING),
    ]


def test_a_ticket_and_its_announcements_are_kept_together_or_not_at_all(tmp_path, clock, monkeypatch):
    def fail(*_, **__):
        raise OperationalError("insert", {}, Exception("disk full"))

    tickets = Tickets(tmp_path, clock, desks=("webhook",))
    monkeypatch.setattr(Outbox, "schedule", fail)
    with pytest.raises(StoreError):
        tickets.open("ann", "web", {}, TALK)
    assert tickets.all() == []
