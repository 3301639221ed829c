"""What the page gets of a message."""

import json
from datetime import UTC, datetime

from channels.web.wire import wire
from unstuck.storage.message_log import Entry
from unstuck.wording.messages import Button, File, Message

CONVERSATION = "web-" + "0" * 32


def test_the_page_gets_links_and_never_ids_of_files(signer):
    at = datetime(2026, 1, 1, tzinfo=UTC)
    shown = wire(
        Entry(CONVERSATION, 3, "bot", at, None, File(attachment="att_1", filename="f", alt="a", preview="att_2")),
        signer,
    )
    assert shown["url"].startswith("/chat/files/att_1?until=4600&sign=")
    assert shown["preview"].startswith("/chat/files/att_2?")
    assert "attachment" not in shown
    text = wire(Entry(CONVERSATION, 1, "bot", at, None, Message("hi", (Button("a", "/b"),))), signer)
    assert json.loads(json.dumps(text)) == {
        "seq": 1,
        "from": "bot",
        "at": 1767225600.0,
        "client_id": None,
        "kind": "text",
        "text": "hi",
        "buttons": [{"title": "a", "payload": "/b"}],
    }
