"""Discord's gateway: one websocket, over which everything comes that people do.

Not by discord.py: it hands an event over and forgets it, so what comes while the database is away would be lost. Here
Discord is told of an event only when it has been dealt with; what comes after the last one that was, it sends again.
"""

from __future__ import annotations

import asyncio
import json
import logging
import random
from collections.abc import Awaitable, Callable, Mapping
from contextlib import suppress
from typing import Any

import aiohttp

from channels.messenger.unchecked import of, text
from unstuck.observability import metrics

log = logging.getLogger(__name__)

VERSION = "?v=10&encoding=json"
INTENTS = 1 << 9 | 1 << 12  # messages in servers, of which Discord shows those for the bot, and direct messages
MOST_BYTES = 16_000_000  # of one event
CONNECT_SECONDS = 20
FIRST_SECONDS, MOST_SECONDS = 1.0, 60.0  # until the next try
_DISPATCH, _HEARTBEAT, _IDENTIFY, _RESUME, _RECONNECT, _INVALID, _HELLO, _ACKNOWLEDGED = 0, 1, 2, 6, 7, 9, 10, 11
_AGAIN = 4000  # closes so that the session can go on
_OVER = (4007, 4009)  # the session is over
_REFUSED = {
    4004: "the token",
    4010: "the shard",
    4011: "sharding",
    4012: "the version",
    4013: "intents",
    4014: "intents",
}

Heard = Callable[[str, Mapping[str, Any]], Awaitable[None]]


class Gateway:
    """The connection of one process.

    Args:
        address: asks Discord for the gateway's address. Raises ChannelError.
        token: the bot's.
        heard: deals with an event, by its name and data, for as long as it takes; one that it fails at is left out.
    """

    def __init__(self, address: Callable[[], Awaitable[str]], token: str, heard: Heard) -> None:
        self._address = address
        self._token = token
        self._heard = heard
        self._resume_at = ""
        self._session_id = ""
        self._dealt_with: int | None = None  # the number of the last event
        self._is_alive = True

    async def run(self) -> None:
        """Stay connected until cancelled."""
        pause = FIRST_SECONDS
        while True:
            try:
                await self._connect()
                pause = FIRST_SECONDS
            except Exception as error:
                metrics.failed(error)
                log.warning("the gateway of Discord: %s", getattr(error, "message", None) or type(error).__name__)
                self._resume_at = ""  # that address may be the trouble; a session goes on at any
                pause = min(pause * 2, MOST_SECONDS)
            await asyncio.sleep(pause * random.uniform(0.8, 1.2))

    async def _connect(self) -> None:
        """One connection, to its end; a session that was interrupted goes on."""
        url = self._resume_at or await self._address()
        limit = aiohttp.ClientTimeout(total=None, connect=CONNECT_SECONDS)
        async with (
            aiohttp.ClientSession(timeout=limit, cookie_jar=aiohttp.DummyCookieJar()) as session,
            session.ws_connect(f"{url.rstrip('/')}/{VERSION}", max_msg_size=MOST_BYTES) as socket,
        ):
            hello = await asyncio.wait_for(socket.receive_json(), CONNECT_SECONDS)
            beats = asyncio.create_task(self._beat(socket, float(hello["d"]["heartbeat_interval"]) / 1000))
            try:
                await self._introduce(socket)
                await self._listen(socket)
            finally:
                beats.cancel()
                await socket.close(code=_AGAIN)
        if socket.close_code in _OVER:
            self._forget()
        if reason := _REFUSED.get(socket.close_code or 0):
            self._forget()
            raise ConnectionError(f"Discord does not accept {reason}")

    async def _introduce(self, socket: aiohttp.ClientWebSocketResponse) -> None:
        if self._session_id and self._dealt_with is not None:
            resumed = {"session_id": self._session_id, "seq": self._dealt_with}
            await socket.send_json({"op": _RESUME, "d": {"token": self._token, **resumed}})
            return
        properties = {"os": "linux", "browser": "unstuck", "device": "unstuck"}
        await socket.send_json(
            {"op": _IDENTIFY, "d": {"token": self._token, "intents": INTENTS, "properties": properties}}
        )

    async def _listen(self, socket: aiohttp.ClientWebSocketResponse) -> None:
        async for message in socket:
            if message.type is not aiohttp.WSMsgType.TEXT:
                return
            try:
                event = json.loads(message.data)
            except (ValueError, RecursionError):
                return
            op, data = of(event, "op"), of(event, "d")
            if op == _DISPATCH:
                await self._deal_with(text(of(event, "t")), data, of(event, "s"))
            elif op == _HEARTBEAT:
                await self._send_beat(socket)
            elif op == _ACKNOWLEDGED:
                self._is_alive = True
            elif op == _RECONNECT:
                return
            elif op == _INVALID:
                if data is not True:
                    self._forget()
                return

    async def _deal_with(self, name: str, data: Any, number: Any) -> None:
        if name == "READY":
            self._session_id, self._resume_at = text(of(data, "session_id")), text(of(data, "resume_gateway_url"))
        try:
            if isinstance(data, Mapping):
                await self._heard(name, data)
        except Exception as error:  # of its own: sent again, it would fail again, and hold up all others
            metrics.failed(error)
            log.exception("an event of Discord is left out")
        if isinstance(number, int):
            self._dealt_with = number

    async def _beat(self, socket: aiohttp.ClientWebSocketResponse, seconds: float) -> None:
        """Show that somebody is there; a connection that does not answer is closed, and made anew."""
        self._is_alive = True
        await asyncio.sleep(seconds * random.random())
        with suppress(ConnectionError):
            while self._is_alive:
                self._is_alive = False
                await self._send_beat(socket)
                await asyncio.sleep(seconds)
        await socket.close(code=_AGAIN)

    async def _send_beat(self, socket: aiohttp.ClientWebSocketResponse) -> None:
        await socket.send_json({"op": _HEARTBEAT, "d": self._dealt_with})

    def _forget(self) -> None:
        """Begin a new session next time."""
        self._session_id = self._resume_at = ""
        self._dealt_with = None
