"""Sockets of pages: how large a packet may be, what is answered to it, and how they end."""

from __future__ import annotations

import asyncio
import logging
from collections.abc import Awaitable, Callable, Mapping
from typing import Any

from socketio import AsyncServer

from channels.http.answers import in_short, trouble
from unstuck.errors import UnstuckError
from unstuck.observability import metrics
from unstuck.wording.refusals import refuse

log = logging.getLogger(__name__)

MOST_BYTES_IN_A_PACKET = 64_000  # a message has 2000 characters at most; python-socketio would take a megabyte
DISCONNECT_SECONDS = 2
MOST_SEQ = 2**31  # what every database takes


def acknowledged(handle: Callable[[str, Any], Awaitable[None]]) -> Callable[[str, Any], Awaitable[dict[str, Any]]]:
    """The handler of an event that tells the page that what it sent was taken, or why not, whatever happens in it."""

    async def answer(sid: str, data: Any = None) -> dict[str, Any]:
        try:
            await handle(sid, data)
        except UnstuckError as error:
            metrics.failed(error)
            return {"error": in_short(error)}
        except Exception as error:
            metrics.failed(error)
            log.exception("an event of a page failed")
            return {"error": trouble()}
        return {"ok": True}

    return answer


def seq_in(data: Mapping[str, Any]) -> int:
    """The number of a message that a page has read. Raises ChannelError `channel_bad_request`."""
    seq = data.get("seq")
    if not isinstance(seq, int) or isinstance(seq, bool) or not 0 < seq < MOST_SEQ:
        raise refuse("channel_bad_request")
    return seq


async def let_go(server: AsyncServer) -> None:
    """Disconnect all pages, which then come back to the next server; Sanic does not stop while one is connected."""
    partings = [asyncio.create_task(server.eio.disconnect(id)) for id in server.eio.sockets]
    if partings:
        await asyncio.wait(partings, timeout=DISCONNECT_SECONDS)  # a page that is gone does not answer
    # engineio's pings sleep on otherwise.
    pings = [task for task in asyncio.all_tasks() if getattr(task.get_coro(), "__name__", None) == "_send_ping"]
    for task in (*partings, *pings):
        task.cancel()
    await asyncio.gather(*partings, *pings, return_exceptions=True)
