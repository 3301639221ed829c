"""Updates: each message of Meta's documentation, and the newer ones of pywa's tests, is what it says."""

import json

import pytest
from hypothesis import given
from hypothesis import strategies as st

from channels.messenger.unchecked import parse
from channels.whatsapp.updates import OLDEST, arrivals, failures
from tests.channels.whatsapp.graph import NUMBER
from tests.channels.whatsapp.phone import delivered

CONTACTS = [{"profile": {"name": "Sheena Nelson"}, "wa_id": "16505551234"}]


def read(message, now=None, **more):
    at = int(message["timestamp"]) if now is None else now
    return arrivals(delivered(message, contacts=CONTACTS, **more), NUMBER, at)


@pytest.mark.parametrize(
    ("name", "body"),
    [
        ("text", {"kind": "text", "text": "Does it come in another color?"}),
        ("reply", {"kind": "text", "text": "replied text"}),
        ("frequently forwarded", {"kind": "text", "text": "text forwarded many times"}),
        ("from an advertisement", {"kind": "text", "text": "BODY"}),
        ("edited text", {"kind": "text", "text": "Text was edited"}),
        (
            "image",
            {"kind": "file", "id": "1003383421387256", "name": "photo.jpg", "caption": "Taj Mahal", "photo": True},
        ),
        (
            "document",
            {"kind": "file", "id": "1234567890987654321", "name": "filename.pdf", "caption": "caption", "photo": False},
        ),
        ("pressed reply button", {"kind": "press", "button": "change-button"}),
        ("chosen row", {"kind": "press", "button": "priority_express"}),
        ("pressed button of a template", {"kind": "opened"}),
        ("audio", {"kind": "voice", "name": "audio", "caption": ""}),
        ("voice", {"kind": "voice", "name": "audio", "caption": ""}),
        ("video", {"kind": "unread", "name": "video", "caption": "caption"}),
        ("interactive without content", {"kind": "unread", "name": "interactive", "caption": ""}),
        *(
            (name, {"kind": "unread", "name": name, "caption": ""})
            for name in ("sticker", "location", "contacts", "order", "unsupported")
        ),
        ("user name alone", {"kind": "text", "text": "Hi"}),
    ],
)
def test_a_message_is_what_the_documentation_says(payloads, name, body):
    (arrival,) = read(payloads[name])
    assert arrival.body == body


@pytest.mark.parametrize("name", ["reaction", "revoked", "edited caption", "changed number", "changed user id"])
def test_what_nobody_expects_an_answer_to_is_left_alone(payloads, name):
    assert read(payloads[name]) == []


def test_who_has_a_user_name_is_one_person_with_and_without_a_number(payloads):
    (both,), (alone,) = read(payloads["user name and number"]), read(payloads["user name alone"])
    assert both.conversation_id == alone.conversation_id == "whatsapp-US.13491208655302741918"
    assert (both.address["phone"], alone.address["phone"]) == ("16505551234", "")


def test_the_id_beside_the_message_counts_as_well(payloads):
    contacts = [{**CONTACTS[0], "user_id": "US.13491208655302741918"}]
    (arrival,) = arrivals(delivered(payloads["text"], contacts=contacts), NUMBER, 1749416383)
    assert arrival.conversation_id == "whatsapp-US.13491208655302741918"


def test_several_people_s_messages_in_one_delivery_are_each_their_own(payloads):
    other = {**payloads["voice"], "from": "16505550000"}
    update = delivered(payloads["text"], payloads["reply"], other)
    update["entry"] += delivered(payloads["image"])["entry"]
    found = arrivals(update, NUMBER, 0)
    assert [(one.conversation_id, one.body["kind"]) for one in found] == [
        ("whatsapp-16505551234", "text"),
        ("whatsapp-16505551234", "text"),
        ("whatsapp-16505550000", "voice"),
        ("whatsapp-16505551234", "file"),
    ]
    assert len({one.keys for one in found}) == 4


def test_what_is_for_another_number_of_the_business_or_of_a_group_is_left_alone(payloads):
    assert read(payloads["text"], number="999999999999999") == []
    assert read({**payloads["text"], "group_id": "Y2FwaV9ncm91cDox"}) == []
    update = delivered(payloads["text"])
    update["entry"][0]["changes"][0]["field"] = "smb_message_echoes"
    assert arrivals(update, NUMBER, 0) == []


def test_what_is_older_than_it_is_ever_delivered_is_left_alone(payloads):
    sent = int(payloads["text"]["timestamp"])
    assert len(read(payloads["text"], now=sent + OLDEST.total_seconds())) == 1
    assert read(payloads["text"], now=sent + OLDEST.total_seconds() + 1) == []


@pytest.mark.parametrize(
    "change",
    [
        {"from": ""},
        {"from": 16505551234},
        {"from": "../../etc"},
        {"from": "٠١٢٣٤٥"},
        {"from": "1" * 40},
        {"from": "", "from_user_id": "us.1"},
        {"id": ""},
        {"id": ["x"]},
        {"id": "x" * 600},
        {"id": "\ud800"},
        {"timestamp": "soon"},
        {"timestamp": None},
        {"timestamp": "9" * 40},
    ],
)
def test_a_message_of_nobody_or_of_no_time_is_left_alone(payloads, change):
    assert arrivals(delivered({**payloads["text"], **change}), NUMBER, 0) == []


def test_what_could_not_be_delivered_is_told_by_its_code_and_names_nobody():
    error = {
        "code": 130472,
        "title": "User's number is part of an experiment",
        "error_data": {"details": "Failed to send message to 16505551234"},
    }
    failed = {"id": "wamid.xyz", "status": "failed", "timestamp": "1", "recipient_id": "16505551234", "errors": [error]}
    assert failures(delivered(statuses=[failed]), NUMBER) == ["130472 User's number is part of an experiment"]
    assert failures(delivered(errors=[{"code": 130429, "title": "Rate limit hit"}]), NUMBER) == [
        "130429 Rate limit hit"
    ]
    assert failures(delivered(statuses=[failed], number="1"), NUMBER) == []


@pytest.mark.parametrize("status", ["sent", "delivered", "read"])
def test_a_status_is_nothing_to_answer(status):
    told = {"id": "wamid.xyz", "status": status, "timestamp": "1698266945", "recipient_id": "16505551234"}
    update = delivered(statuses=[told])
    assert arrivals(update, NUMBER, 0) == failures(update, NUMBER) == []


json_values = st.recursive(
    st.none() | st.booleans() | st.integers() | st.text(max_size=5),
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(st.text(max_size=9), inner, max_size=3),
)
names = st.sampled_from(["from", "id", "timestamp", "type", "text", "image", "interactive", "edit", "from_user_id"])


@given(json_values, st.dictionaries(names, json_values), st.sampled_from(["text", "image", "edit", "interactive"]))
def test_whatever_it_holds_it_is_read_without_an_error(payloads, value, change, kind):
    update = delivered({**payloads["text"], "type": kind, **change}, contacts=[value])
    for odd in (value, {"entry": value}, {"entry": [{"changes": [{"field": "messages", "value": value}]}]}, update):
        arrivals(odd, NUMBER, 0)
        failures(odd, NUMBER)


@pytest.mark.parametrize("body", [b"", b"{", b"[]", b"null", b"\xff", b"[" * 200_000, b'{"entry": 1e999}'])
def test_what_is_no_update_holds_nothing(body):
    assert arrivals(parse(body), NUMBER, 0) == []


def test_a_kept_arrival_is_small_and_plain(payloads):
    (arrival,) = read(payloads["from an advertisement"])
    assert "AD_TITLE" not in json.dumps([arrival.body, arrival.address])
    assert "Sheena" not in json.dumps([arrival.body, arrival.address])
