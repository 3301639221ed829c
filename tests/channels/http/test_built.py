"""Files of the build: zipped, asked for once, seen when they change."""

import gzip
from types import SimpleNamespace

import pytest

from channels.http import built
from unstuck.errors import ChannelError


def request(**headers):
    return SimpleNamespace(headers={name.replace("_", "-"): value for name, value in headers.items()})


def test_a_large_script_goes_out_zipped_and_is_not_sent_twice(tmp_path):
    path = tmp_path / "chat-1a2b.js"
    path.write_text("let a = 1;\n" * 200)
    sent = built.serve(request(accept_encoding="br, gzip"), path, "public", {})
    assert sent.headers["content-encoding"] == "gzip"
    assert gzip.decompress(sent.body) == path.read_bytes()
    assert built.serve(request(), path, "public", {}).body == path.read_bytes()
    assert built.serve(request(if_none_match=sent.headers["etag"]), path, "public", {}).status == 304


def test_a_new_build_is_served_without_a_restart(tmp_path):
    path = tmp_path / "widget.js"
    path.write_text("old")
    built.serve(request(), path, "", {})
    path.write_text("new!")
    assert built.serve(request(), path, "", {}).body == b"new!"


def test_a_file_that_is_not_there_is_not_found(tmp_path):
    with pytest.raises(ChannelError, match="nothing at this address"):
        built.serve(request(), tmp_path / "none.js", "", {})


def test_the_policy_of_the_page_takes_nothing_from_a_forged_host():
    assert "ws://chat.example:5005" in built.page_policy("chat.example:5005")
    assert "evil" not in built.page_policy("x; script-src https://evil.example")
