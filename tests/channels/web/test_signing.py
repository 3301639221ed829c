"""Signed sessions and links: each opens what it was made for, for as long as it was made for."""

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from channels.web.signing import Signer, new_conversation
from unstuck.errors import ChannelError

CONVERSATION = "web-" + "0" * 32


def test_a_token_opens_its_conversation_until_it_runs_out(signer, clock):
    conversation_id = new_conversation()
    token = signer.session(conversation_id, 60)
    assert signer.conversation_id(token) == conversation_id
    clock.pass_by(seconds=60)
    with pytest.raises(ChannelError):
        signer.conversation_id(token)


def test_a_token_of_another_key_opens_nothing(signer):
    with pytest.raises(ChannelError):
        signer.conversation_id(Signer(b"other", signer.clock).session(CONVERSATION, 60))


@settings(deadline=None)
@given(st.integers(0, 110), st.characters())
def test_a_token_with_any_character_changed_opens_nothing_else(place, character):
    signer = Signer(b"key", lambda: 1000.0)
    token = signer.session(CONVERSATION, 60)
    place %= len(token)
    forged = token[:place] + character + token[place + 1 :]
    if forged != token:
        with pytest.raises(ChannelError):
            signer.conversation_id(forged)


@pytest.mark.parametrize("odd", [None, 7, {}, [], b"x", "", "web-1.2.3", "x" * 10_000])
def test_what_is_no_token_opens_nothing(signer, odd):
    with pytest.raises(ChannelError) as refused:
        signer.conversation_id(odd)
    assert refused.value.code == "web_session_invalid"


def test_a_link_is_good_for_its_file_and_its_hour_only(signer, clock):
    until, sign = signer.link("att_1", 3600)
    signer.check_link("att_1", str(until), sign)
    for attachment, time, signature in (("att_2", until, sign), ("att_1", until + 1, sign), ("att_1", until, "ä")):
        with pytest.raises(ChannelError):
            signer.check_link(attachment, str(time), signature)
    clock.pass_by(hours=1)
    with pytest.raises(ChannelError):
        signer.check_link("att_1", str(until), sign)


def test_the_signature_of_a_session_opens_no_file(signer):
    token = signer.session(CONVERSATION, 60)
    _, until, sign = token.split(".")
    with pytest.raises(ChannelError):
        signer.check_link(CONVERSATION, until, sign)
