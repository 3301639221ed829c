"""Rendering: everything escaped, labels bold, long texts cut politely, buttons small."""

from datetime import UTC, datetime

import pytest

from channels.messenger.service import Handed
from channels.messenger.text import units
from channels.telegram.rendering import button, html, posts, pressed_keyboard
from unstuck.storage.message_log import Entry
from unstuck.wording.messages import Button, Message

BUTTONS = (Button("Done, next", "/next_step"), Button("iPad", '/inform_device{"device":"ipad"}'))


def entry(text, buttons=()):
    return Entry("telegram-5", 999_999, "bot", datetime.now(UTC), None, Message(text, buttons))


@pytest.mark.parametrize(
    ("text", "shown"),
    [
        (
            "Fix 2 of 5 · step 3 of 5\n**Open it**\nTap **OK**.",
            "Fix 2 of 5 · step 3 of 5\n<b>Open it</b>\nTap <b>OK</b>.",
        ),
        ("[it](https://a.example/b?c&d)", '<a href="https://a.example/b?c&amp;d">it</a>'),
        ('[it](https://a.example/"onclick=x)', '[it](https://a.example/"onclick=x)'),
        ("<b>&amp;</b>", "&lt;b&gt;&amp;amp;&lt;/b&gt;"),
        ("**<i>**", "<b>&lt;i&gt;</b>"),
        ("5 ** 2 and _this_", "5 ** 2 and _this_"),
    ],
)
def test_everything_is_escaped_and_labels_are_bold(text, shown):
    assert html(text) == shown


def test_buttons_stand_one_a_row_and_send_ids():
    (post,) = posts(entry("Which?", BUTTONS), (), user=9_999_999_999)
    rows = post.values["reply_markup"]["inline_keyboard"]
    assert [[shown["text"] for shown in row] for row in rows] == [["Done, next"], ["iPad"]]
    assert [button(row[0]["callback_data"]) for row in rows] == [
        (9_999_999_999, "999999.0"),
        (9_999_999_999, "999999.1"),
    ]
    assert all(len(row[0]["callback_data"].encode()) < 64 for row in rows)


@pytest.mark.parametrize(
    "data", ["", "-", "5", "5:", "5:1", "5:1.x", "5:-1.0", "x:1.0", "5:1.0\n", "٥:1.0", "5:" + "9" * 40]
)
def test_what_no_button_sends_is_none(data):
    assert button(data) is None


def test_of_the_buttons_only_the_chosen_one_stays_and_sends_nothing():
    (row,) = pressed_keyboard("Done, next")["inline_keyboard"]
    assert row[0]["text"] == "✓ Done, next"
    assert button(row[0]["callback_data"]) is None
    assert pressed_keyboard(None) == {"inline_keyboard": []}


def test_a_long_text_becomes_several_messages_and_the_last_has_the_buttons():
    text = "\n\n".join(f"**Step {number}**: " + "tap it. " * 40 for number in range(30))
    shown = posts(entry(text, BUTTONS), (), 5)
    assert len(shown) > 1
    assert all(units(post.values["text"]) <= 4096 + 200 for post in shown)
    assert all(post.values["text"].startswith("<b>Step") for post in shown)
    assert ["reply_markup" in post.values for post in shown] == [False] * (len(shown) - 1) + [True]


def test_what_was_found_in_a_picture_is_a_list():
    (post,) = posts(entry("I looked (HEIC).\n- It is HEIC.\n- It is large."), (), 5)
    assert post.values["text"] == "I looked (HEIC).\n• It is HEIC.\n• It is large."


def test_a_file_goes_out_as_a_document_with_its_words():
    (post,) = posts(entry(""), (Handed(b"x", "me.jpg", "Your picture " + "🙂" * 2000),), 5)
    assert post.method == "sendDocument"
    assert units(post.values["caption"]) <= 1024
    assert (post.upload[0], post.upload[1].filename) == ("document", "me.jpg")


def test_a_file_without_words_goes_out_all_the_same():
    (post,) = posts(entry(""), (Handed(b"x", "me.jpg", ""),), 5)
    assert post.values["caption"] == ""
