"""Packets of the socket: what is nested too deeply is seen, and nothing else is taken for it."""

import json

import pytest

from channels.http.packets import is_too_deep, loads

DEEP = "[" * 30_000


@pytest.mark.parametrize("text", [DEEP, '{"a":' * 20_000, DEEP + "]" * 30_000])
def test_deep_json_is_no_json(text):
    with pytest.raises(ValueError, match="nested too deeply"):
        loads(text)


@pytest.mark.parametrize("body", [f"4{DEEP}", f'42["say",{DEEP}', f"2\x1e421/chat,7[{DEEP}", f"451-[{DEEP}"])
def test_a_deep_packet_is_seen(body):
    assert is_too_deep(body.encode())


@pytest.mark.parametrize(
    "body", ["", "2", "40", "\xff", "4[", '42["say",{"text":' + json.dumps("[" * 2000) + "}]", "{}"]
)
def test_all_others_are_not(body):
    assert not is_too_deep(body.encode())
