"""Updates: the payloads of Telegram's documentation, and everything that is none."""

import json

import pytest

from channels.messenger.unchecked import parse
from channels.telegram.updates import FileNote, Note, Press, arrival, message_number, read

ME = "4839574812"


def note(update):
    found = arrival(update, ME)
    return found and read(json.loads(json.dumps(dict(found.body))))


def group(**message):
    chat = {"id": -1001, "type": "supergroup", "title": "Test group"}
    sender = {"id": 5, "is_bot": False, "first_name": "Ann"}
    return {"update_id": 1, "message": {"message_id": 9, "date": 1, "chat": chat, "from": sender, **message}}


def test_typed_text_is_known_by_its_update_and_belongs_to_its_chat(payloads):
    found = arrival(payloads["text"], ME)
    assert found.keys == (f"{ME}-10000-1365", f"{ME}-10000")
    assert found.conversation_id == "telegram-1111111"
    assert found.address == {"chat": 1111111, "user": 1111111, "topic": None, "reply_to": None}
    assert message_number(found.keys[0]) == 1365


@pytest.mark.parametrize("name", ["text", "forwarded", "forwarded from a channel", "reply"])
def test_text_is_taken_however_it_came_about(payloads, name):
    assert note(payloads[name]) == Note(1365, "/start", False, False, None, None, False)


def test_an_edited_text_is_marked(payloads):
    assert note(payloads["edited"]).edited
    assert note(payloads["edited"]).text == "Edited text"


def test_a_document_comes_with_name_and_size(payloads):
    assert note(payloads["document"]).file == FileNote("AwADBAADbXXXXXXXXXXXGBdhD2l6_XX", "Testfile.pdf", 536392, False)


@pytest.mark.parametrize("name", ["audio", "voice"])
def test_what_cannot_be_read_is_marked_so_that_it_can_be_answered(payloads, name):
    assert note(payloads[name]).unread


@pytest.mark.parametrize("name", ["inline query", "chosen inline query", "callback of an inline message"])
def test_what_belongs_to_no_chat_is_left_out(payloads, name):
    assert arrival(payloads[name], ME) is None


def test_the_largest_size_of_a_photo_is_taken():
    sizes = [{"file_id": str(side), "width": side, "height": side, "file_size": side} for side in (90, 1280, 320)]
    assert note(group(photo=sizes, caption="@me")).file == FileNote("1280", "photo.jpg", 1280, True)


def test_an_animation_is_no_picture_though_it_comes_with_a_document():
    found = note(group(animation={"file_id": "a"}, document={"file_id": "a"}, caption="@me"))
    assert found.unread
    assert found.file is None


def test_in_a_group_each_person_has_a_conversation_and_answers_go_to_the_message():
    found = arrival(group(text="@me hello", is_topic_message=True, message_thread_id=3), ME)
    assert found.conversation_id == "telegram--1001-5"
    assert found.address == {"chat": -1001, "user": 5, "topic": 3, "reply_to": 9}


def test_what_people_say_to_each_other_in_a_group_is_not_kept():
    assert arrival(group(text="my password is hunter2"), ME) is None
    assert arrival(group(text="yes", reply_to_message={"from": {"id": 6, "is_bot": False}}), ME) is None
    assert arrival(group(text="yes", reply_to_message={"from": {"id": 6, "is_bot": True}}), ME) is not None


def test_a_pressed_button_knows_the_titles_of_its_message():
    markup = {"inline_keyboard": [[{"text": "Yes", "callback_data": "5:1.0"}], "odd", [None]]}
    query = {"id": "q", "from": {"id": 5}, "data": "5:1.0", "message": group(reply_markup=markup)["message"]}
    found = note({"update_id": 1, "callback_query": query})
    assert found == Press("q", "5:1.0", 5, 9, {"5:1.0": "Yes", "": ""})


@pytest.mark.parametrize(
    "message",
    [
        {"new_chat_members": [{"id": 5}]},
        {"pinned_message": {"message_id": 1}},
        {"text": ""},
        {"text": 5},
        {"text": "@me", "from": {"id": 5, "is_bot": True}},
        {"text": "@me", "from": None},
        {"text": "@me", "chat": {"id": -100, "type": "channel"}},
        {"text": "@me", "chat": {"id": "-100", "type": "group"}},
        {"text": "@me", "chat": []},
        {"text": "@me", "message_id": 2**64},
        {"text": "@me", "message_id": True},
        {"photo": [], "caption": ""},
        {"photo": [{"width": 5}], "document": {"file_id": 5}},
    ],
)
def test_a_message_without_anything_to_answer_is_left_out(message):
    assert arrival(group(**message), ME) is None


@pytest.mark.parametrize(
    "update",
    [
        *(
            None,
            [],
            "update",
            5,
            {},
            {"update_id": 1},
            {"update_id": "1", "message": {}},
            {"update_id": 1, "message": 5},
        ),
        {"update_id": 1, "my_chat_member": {"chat": {"id": 5}, "new_chat_member": {"status": "kicked"}}},
        {"update_id": 1, "channel_post": {"text": "hello", "chat": {"id": -100, "type": "channel"}}},
        {"update_id": 1, "poll": {"id": "5", "question": "Which?"}},
        {"update_id": 1, "message_reaction": {"new_reaction": []}},
        {"update_id": 1, "callback_query": {"id": "5", "data": "x", "message": None}},
    ],
)
def test_everything_unknown_is_left_out_quietly(update):
    assert arrival(update, ME) is None


@pytest.mark.parametrize("body", [b"", b"{", b"\xff\xfe", b"[" * 100_000, b'"\\ud800"', b"NaN"])
def test_a_body_that_is_no_json_is_nothing(body):
    assert arrival(parse(body), ME) is None
