"""Rendering: labels bold, few short choices as buttons, all others as lists, all within the limits of WhatsApp."""

from datetime import UTC, datetime

import pytest
from hypothesis import given
from hypothesis import strategies as st

from channels.messenger.service import Handed
from channels.messenger.text import units
from channels.whatsapp.rendering import button, marked, posts
from unstuck.storage.message_log import Entry
from unstuck.wording.messages import Button, Message, Report

LONG = "It happens with one certain picture"


def entry(text="Which?", *titles):
    buttons = tuple(Button(title, f"/{number}") for number, title in enumerate(titles))
    return Entry("whatsapp-5", 7, "bot", datetime.now(UTC), None, Message(text, buttons))


def rows(post):
    return post.content["action"]["sections"][0]["rows"]


@pytest.mark.parametrize(
    ("text", "shown"),
    [
        ("Fix 2 of 5 · step 3 of 5\n**Open it**\nTap **OK**.", "Fix 2 of 5 · step 3 of 5\n*Open it*\nTap *OK*."),
        ("IMG_0042.HEIC is <large> & 5 ** 2", "IMG_0042.HEIC is <large> & 5 ** 2"),
    ],
)
def test_labels_are_bold_and_all_else_stays(text, shown):
    (post,) = posts(entry(text), ())
    assert post.content == {"body": shown, "preview_url": False}


def test_up_to_three_short_choices_are_buttons():
    (post,) = posts(entry("Tap **OK**?", "Yes, please", "No, thanks", "Talk to a person"), ())
    replies = [one["reply"] for one in post.content["action"]["buttons"]]
    assert post.content["type"] == "button"
    assert post.content["body"] == {"text": "Tap *OK*?"}
    assert [reply["title"] for reply in replies] == ["Yes, please", "No, thanks", "Talk to a person"]
    assert button(replies[1]["id"]) == ("7.1", "No, thanks")


@pytest.mark.parametrize(
    "titles",
    [("a", "b", "c", "d"), (LONG, "No"), ("Yes", "Yes"), ("🙂" * 11, "No")],
    ids=["4", "long", "same", "units"],
)
def test_more_longer_or_equal_choices_are_a_list(titles):
    (post,) = posts(entry("Which?", *titles), ())
    assert post.content["type"] == "list"
    assert len(rows(post)) == len(titles)
    assert len({row["id"] for row in rows(post)}) == len(titles)


def test_a_long_title_stands_whole_below_its_beginning():
    (post,) = posts(entry("Which?", LONG, "Back"), ())
    assert rows(post) == [
        {"id": f"7.0|{LONG}", "title": "It happens with one cer…", "description": LONG},
        {"id": "7.1|Back", "title": "Back"},
    ]


def test_more_than_ten_choices_are_several_lists_and_none_is_lost():
    shown = posts(entry("Which?", *(f"Fix {number}" for number in range(23))), ())
    assert [len(rows(post)) for post in shown] == [10, 10, 3]
    assert [row["title"] for post in shown for row in rows(post)] == [f"Fix {number}" for number in range(23)]
    assert shown[0].content["body"]["text"] == "Which?"
    assert all("more" in post.content["body"]["text"] for post in shown[1:])


def test_a_long_text_becomes_several_messages_and_the_last_has_the_choices():
    text = "\n\n".join(f"**Step {number}**: " + "tap it. " * 40 for number in range(30))
    *before, last = posts(entry(text, "Yes"), ())
    assert len(before) > 0
    assert all(post.content["body"].startswith("*Step") for post in before)
    assert last.type == "interactive"


def test_a_text_that_is_too_long_for_buttons_stands_above_a_list():
    (post,) = posts(entry("word " * 300, "Yes"), ())
    assert post.content["type"] == "list"


def test_choices_without_words_get_some():
    (post,) = posts(entry("", "Yes"), ())
    assert post.content["body"]["text"]


@given(st.text(alphabet="ab*. \n🙂", max_size=9000), st.lists(st.text("ab 🙂", min_size=1, max_size=90), max_size=25))
def test_everything_fits(text, titles):
    for post in posts(entry(text, *titles), ()):
        if post.type == "text":
            assert 0 < units(post.content["body"]) <= 4096
            continue
        listed = post.content["type"] == "list"
        assert 0 < units(post.content["body"]["text"]) <= (4096 if listed else 1024)
        for choice in rows(post) if listed else [one["reply"] for one in post.content["action"]["buttons"]]:
            assert len(choice["title"]) <= (24 if listed else 20)
            assert len(choice.get("description", "")) <= 72
            assert units(choice["id"]) <= 200


def test_what_was_found_in_a_picture_is_a_list_of_dots():
    said = Report("I looked (HEIC).\n- It is HEIC.", facts="HEIC", findings=("It is HEIC.",))
    (post,) = posts(Entry("whatsapp-5", 1, "bot", datetime.now(UTC), None, said), ())
    assert post.content["body"] == "I looked (HEIC).\n• It is HEIC."


def test_a_file_goes_out_as_a_document_with_its_words():
    (post,) = posts(entry(""), (Handed(b"x", "me.jpg", "Your picture " + "🙂" * 2000),))
    assert (post.type, post.content["filename"]) == ("document", "me.jpg")
    assert units(post.content["caption"]) <= 1024
    (post,) = posts(entry(""), (Handed(b"x", "me.jpg", ""),))
    assert post.content == {"filename": "me.jpg"}


@pytest.mark.parametrize(("id", "read"), [("", ("", None)), ("7.1", ("7.1", None)), ("7.1|a|b", ("7.1", "a|b"))])
def test_the_id_of_a_button_is_its_place_and_its_title(id, read):
    assert button(id) == read


def test_bold_is_one_star():
    assert marked("**a** b") == "*a* b"
