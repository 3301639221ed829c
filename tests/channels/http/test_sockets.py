"""Sockets of pages: each event is acknowledged, whatever happens, and none keeps a server from stopping."""

import asyncio
from types import SimpleNamespace

import pytest
from socketio import AsyncServer

from channels.http import sockets
from channels.http.sockets import acknowledged, seq_in
from unstuck.errors import ChannelError, StoreError


async def raising(error):
    if error:
        raise error


@pytest.mark.parametrize(
    ("error", "told"),
    [
        (None, {"ok": True}),
        (ChannelError("channel_too_many", "Wait."), ("channel_too_many", False)),
        (StoreError("store_unreachable", "Again."), ("store_unreachable", True)),
        (RuntimeError("boom"), ("trouble", None)),
    ],
)
async def test_whatever_becomes_of_an_event_the_page_is_told(error, told):
    answer = await acknowledged(lambda sid, data: raising(error))("a page", {})
    assert (answer if error is None else (answer["error"]["code"], answer["error"].get("again"))) == told
    assert "boom" not in str(answer)


@pytest.mark.parametrize("seq", [None, "1", True, 0, -1, 2**31, 1.5, [1]])
def test_what_is_no_number_of_a_message_is_refused(seq):
    with pytest.raises(ChannelError):
        seq_in({"seq": seq})
    assert seq_in({"seq": 7}) == 7


@pytest.mark.parametrize("page", ["gone", None])
async def test_a_server_that_stops_waits_neither_for_pages_that_are_gone_nor_for_none_and_leaves_no_task(
    monkeypatch, page
):
    monkeypatch.setattr(sockets, "DISCONNECT_SECONDS", 0.01)
    server = AsyncServer(async_mode="sanic")
    if page:
        server.eio.sockets[page] = SimpleNamespace(closed=False, close=lambda **_: asyncio.sleep(3600))
    before = asyncio.all_tasks()
    await sockets.let_go(server)
    assert asyncio.all_tasks() <= before
