"""What a channel makes of Rasa's messages."""

import pytest

from channels.from_rasa import message_of
from unstuck.wording.messages import (
    Button,
    File,
    Item,
    Message,
    Picture,
    Report,
    Step,
    Trouble,
    WholeFix,
    from_json,
    to_json,
)

STEP = {
    "text": "Fix 2 of 5 · step 1 of 3\n**Close it**\nSwipe up.",
    "buttons": [{"title": "Done, next", "payload": "/next_step"}],
    "utter_action": "utter_step",
    "kind": "step",
    "fix": 2,
    "fixes": 5,
    "fix_title": "Start it anew",
    "step": 1,
    "steps": 3,
    "title": "Close it",
    "body": "Swipe up.",
    "drawing": "app_switcher",
    "image": None,
    "timestamp": 1.0,
}
DONE = (Button("Done, next", "/next_step"),)


def test_a_step_has_its_place_its_words_and_its_drawing():
    assert message_of(STEP) == Step(
        STEP["text"],
        DONE,
        fix=2,
        fixes=5,
        fix_title="Start it anew",
        step=1,
        steps=3,
        title="Close it",
        body="Swipe up.",
        drawing="app_switcher",
    )


def test_the_last_step_is_marked_and_need_not_have_a_drawing():
    last = message_of({key: value for key, value in STEP.items() if key != "drawing"} | {"last": True})
    assert isinstance(last, Step)
    assert last.last
    assert last.drawing is None


def test_a_step_that_lacks_a_value_is_shown_as_text():
    assert message_of({key: value for key, value in STEP.items() if key != "fixes"}) == Message(STEP["text"], DONE)


def test_a_whole_fix_lists_its_steps():
    said = {"kind": "whole_fix", "text": "1. …", "fix": 1, "fixes": 5, "fix_title": "Update", "items": []}
    said["items"] = [{"number": 1, "title": "Open it", "body": "Tap it.", "text": "1. **Open it**: Tap it."}]
    shown = message_of(said)
    assert shown == WholeFix("1. …", fix=1, fixes=5, fix_title="Update", items=(Item(1, "Open it", "Tap it."),))


def test_a_report_lists_its_findings_and_a_fine_picture_has_none():
    found = {"finding": "It is HEIC.", "text": "- It is HEIC."}
    said = {"kind": "report", "text": "I looked:\n- It is HEIC.", "facts": "HEIC", "items": [found]}
    assert message_of(said) == Report("I looked:\n- It is HEIC.", facts="HEIC", findings=("It is HEIC.",))
    fine = {"kind": "report", "text": "…", "facts": "JPEG"}
    assert message_of(fine) == Report("…", facts="JPEG")


def test_how_the_conversation_ends_is_told_beside_the_words():
    assert message_of({"text": "Great!", "utter_action": "utter_any", "end": "solved"}) == Message(
        "Great!", end="solved"
    )
    assert "end" not in to_json(Message("Go on"))


def test_a_file_names_its_attachments():
    custom = {"type": "file", "attachment": "att_1", "filename": "me.jpg", "alt": "You", "preview": "att_2"}
    assert message_of({"text": None, "custom": custom}) == File(
        attachment="att_1", filename="me.jpg", alt="You", preview="att_2"
    )


def test_custom_json_of_another_kind_reaches_nobody():
    assert message_of({"text": None, "custom": {"room": "web-1", "event": "message"}}) is None


def test_a_message_without_words_is_not_shown():
    assert message_of({"text": " ", "buttons": None}) is None


@pytest.mark.parametrize(
    "message",
    [
        message_of(STEP),
        Message("hi", DONE),
        WholeFix("…", fix=1, fixes=1, fix_title="t", items=(Item(1, "a", "b"),)),
        Report("…", facts="f", findings=("a", "b")),
        File(attachment="att_1", filename="f", alt="a"),
        Trouble("Again, please"),
        Picture("caption", attachment="att_1", filename="f", alt="a"),
    ],
    ids=lambda message: message.kind,
)
def test_every_kind_survives_the_way_into_the_log_and_back(message):
    assert from_json(to_json(message)) == message
