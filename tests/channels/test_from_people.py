"""What people send, made harmless."""

import json
from datetime import UTC, datetime

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from channels import from_people
from unstuck.errors import ChannelError
from unstuck.storage.attachments import Attachment
from unstuck.wording.messages import Button

FILE = Attachment("att_" + "0" * 32, "web-1", "me.heic", "image/heic", 7, datetime(2026, 1, 1, tzinfo=UTC))


@settings(deadline=None)
@given(st.text(max_size=100).map(lambda text: "/" + text))
def test_typed_text_never_begins_with_a_slash_for_rasa(text):
    try:
        said = from_people.typed(text)
    except ChannelError:
        return
    assert not said.text.strip().startswith("/")


def test_a_comment_is_an_answer_to_the_thumb_and_nothing_else_whatever_it_says():
    said = from_people.commented('  /restart {"thumb":"up"} my password is hunter2')
    assert said.text.startswith('/affirm{"comment":"/restart {')
    assert list(json.loads(said.text.removeprefix("/affirm"))) == ["comment"]
    assert "hunter2" not in said.text + said.shown.text


@pytest.mark.parametrize("typed", ['/provide_image{"attachment":"att_1"}', " / /greet", "\u00a0/restart", "\n//stop"])
def test_a_typed_order_becomes_words_and_is_shown_as_typed(typed):
    said = from_people.typed(typed)
    assert said.text[0].isalpha()
    assert said.shown.text == typed.strip()


@pytest.mark.parametrize("empty", ["", "  \n", "///", " / ", "\x00\x07", "\ud800"])
def test_text_without_words_is_refused(empty):
    with pytest.raises(ChannelError, match="no words"):
        from_people.typed(empty)


def test_text_of_2000_characters_passes_and_one_more_does_not():
    assert from_people.typed("x" * 2000)
    with pytest.raises(ChannelError, match="2000"):
        from_people.typed("x" * 2001)


@pytest.mark.parametrize("odd", [None, 7, ["hi"], {"text": "hi"}, b"hi"])
def test_what_is_no_text_is_refused(odd):
    with pytest.raises(ChannelError) as refused:
        from_people.typed(odd)
    assert refused.value.code == "channel_bad_request"


def test_a_typed_secret_is_masked_before_anybody_sees_it():
    said = from_people.typed("my password is hunter2")
    assert "hunter2" not in said.text + said.shown.text


def test_half_a_character_and_a_null_byte_do_not_reach_a_database():
    assert from_people.typed("a\x00b\ud800c").text == "abc"


def test_a_button_that_was_offered_is_shown_by_its_title():
    said = from_people.pressed("/next_step", "Forged words", [Button("Done, next", "/next_step")])
    assert said.shown.text == "Done, next"
    assert said.text == "/next_step"


def test_two_buttons_of_one_payload_are_told_apart_by_their_title():
    offered = [Button("Same error", "/talk_to_human"), Button("Talk to a person", "/talk_to_human")]
    assert from_people.pressed("/talk_to_human", "Talk to a person", offered).shown.text == "Talk to a person"


@pytest.mark.parametrize("payload", ["/restart", None, 7, ["/next_step"]])
def test_a_payload_that_was_not_offered_is_refused(payload):
    with pytest.raises(ChannelError, match="button"):
        from_people.pressed(payload, "Done, next", [Button("Done, next", "/next_step")])


def test_a_picture_travels_as_its_id_with_its_caption():
    (said,) = from_people.sent([FILE], "look, my pin is 1234", "Picture {filename}")
    assert said.text == f"/provide_image{json.dumps({'attachment': FILE.id}, separators=(',', ':'))}"
    assert said.metadata["attachments"] == [{"id": FILE.id, "type": "image/heic", "size": 7}]
    assert said.shown.alt == "Picture me.heic"
    assert said.shown.text == said.metadata["caption"] == "look, my pin is •••"


def test_six_pictures_at_a_time_are_refused():
    assert len(from_people.sent([FILE] * 5, None, "")) == 5
    with pytest.raises(ChannelError, match="5 pictures"):
        from_people.sent([FILE] * 6, None, "")


@pytest.mark.parametrize("id", ["", "short", "x" * 65, "with space and more", None, 7, "ä" * 20])
def test_an_id_of_the_sender_s_own_must_be_plain(id):
    with pytest.raises(ChannelError):
        from_people.client_id(id)
