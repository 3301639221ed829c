"""Rendering: everything escaped, labels bold, buttons and menus within the limits of Discord."""

import re
from datetime import UTC, datetime

import pytest
from hypothesis import given
from hypothesis import strategies as st

from channels.discord.rendering import choice, marked, posts, pressed
from channels.messenger.service import Handed
from channels.messenger.text import units
from unstuck.storage.message_log import Entry
from unstuck.wording.messages import Button, Message


def entry(text="Which?", *titles):
    buttons = tuple(Button(title, f"/{number}") for number, title in enumerate(titles))
    return Entry("discord-5", 7, "bot", datetime.now(UTC), None, Message(text, buttons))


@pytest.mark.parametrize(
    ("text", "shown"),
    [
        ("Fix 2 of 5 · step 3 of 5\n**Open it**\nTap **OK**.", "Fix 2 of 5 · step 3 of 5\n**Open it**\nTap **OK**."),
        ("IMG_0042.HEIC", r"IMG\_0042.HEIC"),
        ("[click](https://evil.example)", r"\[click\](https://evil.example)"),
        ("@everyone <@5> ||x||", r"\@everyone \<\@5\> \|\|x\|\|"),
        ("**a_b**", r"**a\_b**"),
        ("5 ** 2", r"5 \*\* 2"),
    ],
)
def test_everything_is_escaped_and_labels_are_bold(text, shown):
    assert marked(text) == shown


@given(st.text(alphabet="ab*_<>@`|~[]\\ \n", max_size=200))
def test_nothing_but_labels_means_anything(text):
    bare = re.sub(r"\\[\\*_~`|<>\[\]@#]", "", marked(text))
    assert not set(bare.replace("**", "")) & set("*_<>@`|~[]")


@pytest.mark.parametrize(("count", "rows"), [(1, [1]), (5, [5]), (6, [5, 1]), (25, [5] * 5), (26, [1, 1])])
def test_buttons_stand_five_a_row_and_more_than_25_are_menus(count, rows):
    (post,) = posts(entry("Which?", *(f"Fix {number}" for number in range(count))), (), "5")
    assert [len(row["components"]) for row in post.message["components"]] == rows


def test_a_hundred_and_fifty_choices_are_two_messages():
    first, second = posts(entry("Which?", *(f"Fix {number}" for number in range(150))), (), "5")
    assert [len(post.message["components"]) for post in (first, second)] == [5, 1]
    assert "more" in second.message["content"]


def test_a_button_is_one_person_s():
    (post,) = posts(entry("Which?", "Yes"), (), "53908232506183680")
    (button,) = post.message["components"][0]["components"]
    assert choice(button["custom_id"]) == ("53908232506183680", "7.0")


@pytest.mark.parametrize("data", ["", "-", "5", "5:1", "5:1.x", "5:-1.0", "x:1.0", "5:1.0\n", "٥:1.0", "5:" + "9" * 40])
def test_what_no_button_sends_is_none(data):
    assert choice(data) is None


def test_the_chosen_button_stays_and_sends_nothing():
    (row,) = pressed("x" * 90)
    (button,) = row["components"]
    assert button["label"].startswith("✓ x")
    assert len(button["label"]) <= 80
    assert choice(button["custom_id"]) is None
    assert pressed(None) == []


@given(st.text(alphabet="ab*_. \n🙂", max_size=5000), st.lists(st.text("ab 🙂", min_size=1, max_size=120), max_size=60))
def test_everything_fits_and_is_known_by_a_name_of_its_own(text, titles):
    shown = posts(entry(text, *titles), (Handed(b"x", "me.jpg", text),), "5" * 20)
    for post in shown:
        assert units(post.message.get("content", "")) <= 2000
        parts = [part for row in post.message.get("components", ()) for part in row["components"]]
        assert all(len(part.get("label", "")) <= 80 and len(part["custom_id"]) <= 100 for part in parts)
        assert all(len(option["label"]) <= 100 for part in parts for option in part.get("options", ()))
        assert all(len(file["description"]) <= 1024 for file in post.message.get("attachments", ()))
    assert len({post.message["nonce"] for post in shown}) == len(shown)


def test_what_was_found_in_a_picture_is_a_list_of_dots():
    (post,) = posts(entry("I looked (HEIC).\n- It is HEIC."), (), "5")
    assert post.message["content"] == "I looked (HEIC).\n• It is HEIC."
