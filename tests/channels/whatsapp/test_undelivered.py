"""What was posted and could not be delivered is kept, and its team is told."""

import pytest

from tests.channels.whatsapp.phone import delivered
from tests.channels.whatsapp.saying import told
from tests.observability.counts import Count
from unstuck.storage.message_log import MessageLog
from unstuck.support.actor import Actor
from unstuck.support.tickets import Tickets
from unstuck.wording.messages import Message


def test_what_whatsapp_could_not_deliver_is_in_the_log_without_a_name(phone, caplog):
    error = {"code": 131026, "title": "Message undeliverable"}
    failed = {"id": "wamid.x", "status": "failed", "timestamp": "1", "recipient_id": phone.number, "errors": [error]}
    assert phone.post(delivered(statuses=[failed])).status_code == 200
    assert "131026 Message undeliverable" in caplog.text
    assert phone.number not in caplog.text


ANN = Actor("team-1", "Ann")


def reply(server, phone, text):
    """A teammate takes the conversation over and writes; the ticket's number, and the mark of what was posted."""
    number = Tickets(server.settings.database_location).open(phone.conversation_id, "whatsapp", {}, []).number
    switchboard = server.channel._app.ctx.switchboard
    server.run(switchboard.act(number, lambda: switchboard.acts.reply(number, ANN, "key-00001", Message(text))))
    server.settle()
    return number, phone.graph.posted[-1].raw["biz_opaque_callback_data"]


def test_a_reply_that_whatsapp_could_not_deliver_is_noted_once_and_its_team_is_told(phone, server):
    phone.say("hello")
    number, mark = reply(server, phone, "Which phone is it?")
    assert [told(phone, mark) for _ in range(10)] == [200] * 10
    view = server.channel._app.ctx.switchboard.board.view(number, ANN)
    (note,) = view.notes
    assert note.text == (
        "What Ann wrote did not reach the person: the messenger could not deliver it (131026 Message undeliverable)."
    )
    log = MessageLog.from_settings(server.settings, channel="whatsapp")
    assert [one.message.undelivered for one in log.since(phone.conversation_id, 0) if one.author == "team"] == [
        None,
        "131026 Message undeliverable",
    ]


def test_what_the_bot_said_and_could_not_be_delivered_is_kept_and_counted(phone, server, graph):
    undelivered = Count("unstuck_errors_total", code="messenger_undelivered")
    phone.say("hello")
    mark = graph.posted[-1].raw["biz_opaque_callback_data"]
    assert [told(phone, mark), told(phone, mark)] == [200, 200]
    log = MessageLog.from_settings(server.settings, channel="whatsapp")
    assert log.since(phone.conversation_id, 0)[-1].message.undelivered == "131026 Message undeliverable"
    assert undelivered.risen == 1


@pytest.mark.parametrize(
    "mark",
    [
        *("1.whatsapp-US.999", "99.{here}", "1.{here}", "{here}", "2.telegram-1", "2.", "", "2.{here}\n", "-1.{here}"),
        *(None, 7),
    ],
)
def test_a_status_of_something_else_changes_nothing(phone, server, mark):
    """Of a stranger, of a message that is not there, of the person's own, and of what is no mark at all."""
    phone.say("hello")
    mark = mark.format(here=phone.conversation_id) if isinstance(mark, str) else mark
    assert told(phone, mark) == 200
    log = MessageLog.from_settings(server.settings, channel="whatsapp")
    assert not any(one.message.undelivered for one in log.since(phone.conversation_id, 0))


def test_a_status_of_another_number_or_another_kind_changes_nothing(phone, server, graph):
    phone.say("hello")
    mark = graph.posted[-1].raw["biz_opaque_callback_data"]
    for change in ({"number": "1"}, {"status": "delivered"}, {"status": "read"}):
        assert told(phone, mark, **change) == 200
    log = MessageLog.from_settings(server.settings, channel="whatsapp")
    assert not any(one.message.undelivered for one in log.since(phone.conversation_id, 0))
