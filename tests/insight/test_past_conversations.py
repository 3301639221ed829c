"""The conversations of the last days, as people said them."""

from tests.clock import Clock
from unstuck.insight.past_conversations import PastConversations
from unstuck.storage.message_log import Incoming, MessageLog
from unstuck.wording.messages import Message


def test_what_people_said_lately_comes_in_its_order_and_nothing_of_the_bot(tmp_path):
    clock = Clock()
    log = MessageLog(tmp_path, "web", clock)
    log.take("old", "1", [Incoming(Message("long ago"), "long ago")])
    clock.pass_by(days=8)
    for id, text in (("1", "it fails"), ("2", "still")):
        log.take("ann", id, [Incoming(Message(text), text)])
        log.answer("ann", [Message("Try this.")], log.next_waiting("ann").id)
    assert PastConversations(tmp_path, clock).last(days=7) == {"ann": ["it fails", "still"]}
    assert set(PastConversations(tmp_path, clock).last(days=30)) == {"old", "ann"}
