"""Desks hear of what is said while a ticket is open."""

from tests.support.one_ticket import ANN, Desk
from unstuck.storage.database import connect, transaction
from unstuck.storage.message_log import Incoming, MessageLog
from unstuck.storage.outbox import Outbox
from unstuck.support.announcements import Announcements
from unstuck.support.tickets import Tickets
from unstuck.wording.messages import Message


def test_desks_hear_of_each_message_while_it_is_open(database, clock):
    desk = Desk(database, clock, ("webhook", "slack"))
    heard = desk.acts._announcements.heard
    desk.message_log = MessageLog(database, "web", clock, heard=heard)
    desk.says("one")
    desk.acts.take_over(desk.number, ANN)
    desk.says("two")
    desk.acts.reply(desk.number, ANN, "key-00001", Message("from the page"))
    desk.acts.reply(desk.number, ANN, "slack-0001", Message("from the thread"))
    told = {
        name: [
            desk.message_log.entry("web-cat", item.payload["seq"]).message.text
            for item in Outbox(database, name, clock).claim(9, 60)
        ]
        for name in ("webhook", "slack")
    }
    assert told == {"webhook": ["one", "two"], "slack": ["two", "from the page"]}


def test_of_a_conversation_without_an_open_ticket_no_desk_hears(tmp_path, clock):
    told = Announcements(tmp_path, ("webhook", "slack"), clock)
    log = MessageLog(tmp_path, "web", clock, heard=told.heard)
    log.take("web-dog", "client-1", [Incoming(Message("hello"), "hello")])
    tickets = Tickets(tmp_path, clock)
    tickets.close(tickets.open("web-dog", "web", {}, []).number)
    log.take("web-dog", "client-2", [Incoming(Message("hello?"), "hello?")])
    assert [Outbox(tmp_path, desk, clock).claim(9, 60) for desk in ("webhook", "slack")] == [[], []]


def test_a_message_is_announced_once_however_often_it_is_heard(tmp_path, clock):
    told = Announcements(tmp_path, ("webhook",), clock)
    number = Tickets(tmp_path, clock).open("web-dog", "web", {}, []).number
    entry = MessageLog(tmp_path, "web", clock).take("web-dog", "client-1", [Incoming(Message("hello"), "hello")])
    for _ in range(2):
        with transaction(connect(tmp_path)) as connection:
            told.heard(connection, entry)
    (item,) = Outbox(tmp_path, "webhook", clock).claim(9, 60)
    assert item.payload == {"ticket": number, "seq": 1}
