"""Messages survive the way into the message log and back."""

import json

import pytest

from unstuck.wording.messages import Button, File, Item, Message, Picture, Report, Step, WholeFix, from_json, to_json

BUTTONS = (Button("Done, next", "/next_step"), Button("Skip", '/skip_method{"method":"x"}'))


@pytest.mark.parametrize(
    "message",
    [
        Message("hello", BUTTONS),
        Message("It works", end="solved"),
        Step("text", BUTTONS, fix=1, fixes=5, fix_title="Restart", step=2, steps=3, title="Wait", body="A minute."),
        WholeFix("text", fix=1, fixes=5, fix_title="Restart", items=(Item(1, "Wait", "A minute."),)),
        Report("text", facts="A JPEG", findings=("too large", "not square")),
        File(attachment="att_1", filename="me.jpg", alt="You", preview="att_2"),
        Picture("my photo", attachment="att_1", filename="me.heic", alt="A picture"),
    ],
    ids=lambda message: message.kind,
)
def test_a_message_is_the_same_after_the_log(message):
    written = json.loads(json.dumps(to_json(message)))
    assert written["kind"] == message.kind
    assert from_json(written) == message
