"""What a desk is told of a ticket: whose it is, and where that person writes."""

from datetime import UTC, datetime

import pytest

from unstuck.support.desk_notice import describe, facts, whose
from unstuck.support.tickets import Part, Ticket, TicketState

NOON = datetime(2026, 3, 1, 12, tzinfo=UTC)


def ticket(conversation_id, channel="slack"):
    part = Part("p", 1, NOON, {"device": "ipad"}, (("user", "it fails"),))
    return Ticket("U-1001", conversation_id, channel, TicketState.OPEN, NOON, None, (part,))


@pytest.mark.parametrize(
    ("conversation_id", "told"),
    [
        ("slack-U0ANN", "U0ANN in Slack, in direct messages"),
        ("slack-D0ANN-1.5", "in direct messages, in the thread 1.5"),
        ("slack-C0HELP-1.5", "in the channel C0HELP, in the thread 1.5"),
        ("telegram-42", "42 on Telegram, in a private chat: tg://user?id=42"),
        ("telegram--1001-42", "42 on Telegram, in the group -1001"),
        ("whatsapp-16505551234", "+16505551234 on WhatsApp"),
        ("discord-53908099506183680", "53908099506183680 on Discord"),
        ("discord-345626669114982999-53908232506183680", "in the channel 345626669114982999"),
        ("web-0123", "somebody in the chat of a page"),
        ("whatever somebody calls themselves", "whatever somebody"),
    ],
)
def test_a_ticket_says_who_the_person_is_and_where(conversation_id, told):
    made = ticket(conversation_id)
    assert told in whose(made)
    assert conversation_id in whose(made)
    assert facts(made)[0] == f"Person: {whose(made)}"
    assert f"\nPerson: {whose(made)}\n" in describe(made)


def test_a_name_of_the_caller_s_own_writes_no_second_line():
    assert "\n" not in facts(ticket("x\nDevice: none", "rest"))[0]
