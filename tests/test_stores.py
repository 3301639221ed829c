"""Tickets, follow-ups and outcomes in the database, of either kind."""

from datetime import datetime, timezone

import pytest

from unstuck.errors import StoreError
from unstuck.outcomes import Outcomes, Tally
from unstuck.tickets import Tickets

NOON = datetime(2026, 3, 1, 12, tzinfo=timezone.utc)


class Clock:
    def __init__(self):
        self.time = NOON

    def __call__(self):
        return self.time


def test_a_ticket_has_a_number_and_everything_the_team_needs(place):
    facts = {"device": "ipad", "fixes_tried": ["Restart"]}
    ticket = Tickets(place, Clock()).open("ann", "rest", facts, [("user", "it fails"), ("bot", "hi")])
    assert ticket.number == "U-1001"
    assert (ticket.state, ticket.opened, ticket.facts) == ("open", NOON, facts)
    assert ticket.transcript == [("user", "it fails"), ("bot", "hi")]


def test_a_second_request_adds_to_the_open_ticket(place):
    tickets = Tickets(place)
    first = tickets.open("ann", "rest", {"fixes_tried": []}, [])
    second = tickets.open("ann", "rest", {"fixes_tried": ["Restart"]}, [("user", "more")])
    assert second.number == first.number
    assert [ticket.facts for ticket in tickets.all()] == [{"fixes_tried": ["Restart"]}]


def test_each_person_has_a_ticket_of_their_own(place):
    tickets = Tickets(place)
    assert [tickets.open(owner, "rest", {}, []).number for owner in ("ann", "bob")] == ["U-1001", "U-1002"]


def test_a_secret_in_the_talk_is_masked_in_the_ticket(place):
    ticket = Tickets(place).open("ann", "rest", {}, [("user", "my password is hunter2")])
    assert "hunter2" not in str(ticket)


def test_outcomes_are_counted_by_cause_fix_and_result(place):
    outcomes = Outcomes(place)
    for result in ("failed", "solved", "solved"):
        outcomes.record("a", "glitch", "restart", result)
    assert outcomes.tally() == [
        Tally("a", "glitch", "restart", "failed", 1),
        Tally("a", "glitch", "restart", "solved", 2),
    ]


def test_a_folder_that_cannot_be_written_is_one_clear_error(tmp_path):
    (tmp_path / "file").write_text("")
    with pytest.raises(StoreError, match="please try again"):
        Tickets(tmp_path / "file")
