"""The team's log: who did what about which ticket, in order, and no word of a person."""

from tests.clock import NOON
from unstuck.storage.database import connect
from unstuck.storage.support_tables import ticket_events
from unstuck.support.actor import Actor
from unstuck.support.ticket_events import Action, TicketEvents, note, of_ticket

ANN = Actor("team-1", "Ann")


def test_a_ticket_s_events_come_in_order_and_none_of_another(database):
    with connect(database).begin() as connection:
        for ticket, action in ((7, Action.TOOK_OVER), (8, Action.REPLIED), (7, Action.CLOSED)):
            note(connection, NOON, ANN, action, ticket, "solved" if action is Action.CLOSED else "")
        found = of_ticket(connection, 7)
    assert [(event.who, event.name, event.action, event.detail) for event in found] == [
        ("team-1", "Ann", "took_over", ""),
        ("team-1", "Ann", "closed", "solved"),
    ]


def test_what_concerns_no_ticket_is_noted_as_well(tmp_path):
    TicketEvents(tmp_path).record(ANN, "signed_in")
    with connect(tmp_path).connect() as connection:
        kept = connection.execute(ticket_events.select()).one()
    assert (kept.ticket, kept.actor, kept.action) == (None, "team-1", "signed_in")
