"""The delivery: every ticket reaches every desk, however long it is away, and no desk is in the way of another."""

from dataclasses import dataclass, field

import pytest

from tests.support.conftest import FACTS
from unstuck.errors import DeskError, SettingError
from unstuck.settings import read
from unstuck.storage.outbox import State
from unstuck.support.desk_delivery import PATIENCE, DeskDelivery, open_desks

DOWN = DeskError("desk_failed", "It is down.")
NO = DeskError("desk_refused", "It says no.")


@dataclass
class FakeDesk:
    """Takes notices, or raises `error`."""

    name: str
    error: Exception | None = None
    taken: list = field(default_factory=list)

    def deliver(self, told):
        if self.error:
            raise self.error
        self.taken.append(told)
        return f"receipt {len(self.taken)}"


@pytest.fixture
def desks():
    return ("webhook", "slack")


@pytest.fixture
def webhook():
    return FakeDesk("webhook")


@pytest.fixture
def slack():
    return FakeDesk("slack")


@pytest.fixture
def delivery(tmp_path, clock, webhook, slack):
    return DeskDelivery(tmp_path, [webhook, slack], clock, jitter=lambda: 1.0)


def states(tickets, ticket):
    return {item.queue: item.state for _, item in tickets.deliveries(ticket)}


def test_every_desk_gets_the_ticket_once(delivery, ticket, webhook, slack):
    assert delivery.deliver_due() == 2
    assert delivery.deliver_due() == 0
    assert [[told.ticket.number for told in desk.taken] for desk in (webhook, slack)] == [["U-1001"], ["U-1001"]]


def test_a_desk_that_is_down_gets_it_when_it_is_back_and_the_other_at_once(delivery, ticket, clock, webhook, slack):
    webhook.error = DOWN
    assert delivery.deliver_due() == 1
    assert len(slack.taken) == 1
    webhook.error = None
    assert delivery.deliver_due() == 0
    clock.pass_by(seconds=30)
    assert delivery.deliver_due() == 1
    assert len(webhook.taken) == 1


def test_it_waits_longer_after_each_failure_but_never_more_than_six_hours(delivery, ticket, tickets, clock, webhook):
    webhook.error = DOWN
    waits = []
    for _ in range(12):
        delivery.deliver_due()
        (item,) = [item for _, item in tickets.deliveries(ticket) if item.queue == "webhook"]
        waits.append((item.due - clock()).total_seconds())
        clock.time = item.due
    assert waits[:4] == [30, 60, 120, 240]
    assert max(waits) == 6 * 3600


@pytest.mark.parametrize("error", [DOWN, NO])
def test_a_desk_that_never_takes_it_is_given_up_in_the_end_and_one_can_see_why(
    delivery, ticket, tickets, clock, webhook, error
):
    webhook.error = error
    while clock() < ticket.opened + PATIENCE[error.code]:
        assert states(tickets, ticket)["webhook"] is State.WAITING
        delivery.deliver_due()
        clock.pass_by(minutes=30)
    clock.pass_by(hours=6)
    delivery.deliver_due()
    (item,) = [item for _, item in tickets.deliveries(ticket) if item.queue == "webhook"]
    assert (item.state, item.note) == (State.GIVEN_UP, error.message)
    assert tickets.get(ticket.number).transcript == ticket.transcript


def test_a_desk_that_breaks_in_a_way_of_its_own_is_tried_again(delivery, ticket, tickets, webhook, slack):
    webhook.error = KeyError("surprise")
    assert delivery.deliver_due() == 1
    assert states(tickets, ticket) == {"webhook": State.WAITING, "slack": State.DONE}


def test_a_courier_that_dies_in_a_delivery_loses_nothing(delivery, ticket, clock, webhook):
    webhook.error = KeyboardInterrupt()
    with pytest.raises(KeyboardInterrupt):
        delivery.deliver_due()
    webhook.error = None
    clock.pass_by(minutes=2)
    delivery.deliver_due()
    assert len(webhook.taken) == 1


def test_an_addition_is_told_as_what_is_new_in_the_thread_of_the_opening(delivery, tickets, ticket, slack):
    delivery.deliver_due()
    tickets.open("ann", "web", {**FACTS, "fixes_tried": ["Restart", "Update"]}, [*ticket.transcript, ("user", "still")])
    delivery.deliver_due()
    told = slack.taken[1]
    assert (told.part.said, told.thread, told.part.facts["fixes_tried"]) == (
        (("user", "still"),),
        "receipt 1",
        ["Restart", "Update"],
    )


def test_an_addition_to_an_opening_that_was_not_taken_yet_has_no_thread(delivery, tickets, ticket, clock, slack):
    slack.error = DOWN
    delivery.deliver_due()
    slack.error = None
    tickets.open("ann", "web", FACTS, [*ticket.transcript, ("user", "still")])
    delivery.deliver_due()
    clock.pass_by(minutes=1)
    delivery.deliver_due()
    assert [(told.part.n, told.thread) for told in slack.taken] == [(2, ""), (1, "")]


def test_the_opening_is_told_as_it_was_when_the_ticket_has_grown_meanwhile(delivery, tickets, ticket, webhook):
    tickets.open("ann", "web", FACTS, [*ticket.transcript, ("user", "still")])
    delivery.deliver_due()
    assert [told.part.n for told in webhook.taken] == [1, 2]
    assert webhook.taken[0].ticket.transcript == ticket.transcript


def test_a_long_queue_is_worked_through_in_several_goes(delivery, tickets, webhook, slack):
    for number in range(25):
        tickets.open(f"person {number}", "web", FACTS, [])
    assert [delivery.deliver_due(), delivery.deliver_due(), delivery.deliver_due()] == [40, 10, 0]


def test_the_settings_choose_the_desks():
    settings = read(
        {
            "UNSTUCK_DESK_WEBHOOK": "https://desk.example.com/in",
            "UNSTUCK_DESK_SECRET": "s",
            "UNSTUCK_DESK_SLACK_CHANNEL": "C1",
            "UNSTUCK_SLACK_TOKEN": "xoxb",
            "UNSTUCK_DESK_EMAIL": "a@example.com b@example.com",
            "UNSTUCK_SMTP": "smtp+starttls://me%40example.com@mail.example.com",
            "UNSTUCK_SMTP_FROM": "bot@example.com",
        }
    )
    webhook, slack, email = open_desks(settings)
    assert (webhook.url, slack.channel) == ("https://desk.example.com/in", "C1")
    assert (email.to, email.host, email.port, email.user) == (
        ("a@example.com", "b@example.com"),
        "mail.example.com",
        587,
        "me@example.com",
    )
    assert open_desks(read({})) == []


@pytest.mark.parametrize(
    ("environment", "said"),
    [
        ({"UNSTUCK_DESK_WEBHOOK": "https://a.example"}, "UNSTUCK_DESK_SECRET"),
        ({"UNSTUCK_DESK_SLACK_CHANNEL": "C1"}, "UNSTUCK_SLACK_TOKEN"),
        ({"UNSTUCK_DESK_EMAIL": "a@b.c"}, "UNSTUCK_SMTP and UNSTUCK_SMTP_FROM"),
        ({"UNSTUCK_DESK_WEBHOOK": "ftp://a.example"}, "UNSTUCK_DESK_WEBHOOK"),
        ({"UNSTUCK_DESK_WEBHOOK": "https://user:pw@a.example"}, "UNSTUCK_DESK_WEBHOOK"),
        ({"UNSTUCK_DESK_EMAIL": "nobody"}, "nobody"),
    ],
)
def test_a_desk_without_what_it_needs_is_one_clear_error(environment, said):
    with pytest.raises(SettingError, match=said):
        open_desks(read(environment))


@pytest.mark.parametrize(
    "address", ["mail.example.com", "smtp://me@host", "smtps://me:pw@host", "smtp+starttls://", "smtp://host:mail"]
)
def test_a_mail_server_that_cannot_be_used_safely_is_one_clear_error(address):
    environment = {"UNSTUCK_DESK_EMAIL": "a@b.c", "UNSTUCK_SMTP_FROM": "b@b.c", "UNSTUCK_SMTP": address}
    with pytest.raises(SettingError, match="UNSTUCK_SMTP"):
        open_desks(read(environment))
