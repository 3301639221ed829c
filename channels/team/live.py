"""The team's socket: it tells the open pages of teammates which tickets have changed, and the person who writes.

Each server looks into the database by itself, again and again while a page is open, so it does not matter which
process has changed something. A page fetches what it wants to show. With the same look, pages whose session has ended
are closed.
"""

from __future__ import annotations

import asyncio
import hmac
import logging
from asyncio import to_thread
from collections.abc import Awaitable, Callable, Mapping
from functools import partial
from http.cookies import CookieError, SimpleCookie
from typing import Any

from sanic import Blueprint, Sanic
from socketio import AsyncServer
from socketio.exceptions import ConnectionRefusedError

from channels.http.origins import Origins
from channels.http.sockets import MOST_BYTES_IN_A_PACKET, acknowledged, let_go, seq_in
from channels.switchboard import Switchboard
from channels.team.door import COOKIE, Door, Visit, foreign
from channels.watch import Watch
from unstuck.errors import UnstuckError
from unstuck.support.board import Board
from unstuck.wording.refusals import refuse

log = logging.getLogger(__name__)

LOOK_SECONDS = 0.5
PATH = "/team/socket.io"

_OWN = Origins(frozenset())

Handler = Callable[[Visit, str, Mapping[str, Any]], Awaitable[None]]


class SocketRoute(Blueprint):
    """A blueprint whose app also has the team's socket, beside that of the chat."""

    def serve(self, server: AsyncServer) -> SocketRoute:
        """Let this server answer at the socket's path."""
        self.ctx.server = server
        return self

    def register(self, app: Sanic, options: dict[str, Any]) -> None:
        """Add the route of the socket, then all others."""
        app.add_route(self.ctx.server.handle_request, PATH, name="team_socket", methods=["GET", "POST", "OPTIONS"])
        app.enable_websocket()
        super().register(app, options)


def server() -> AsyncServer:
    """The socket.io server, for our own pages alone."""
    return AsyncServer(
        async_mode="sanic",
        cors_allowed_origins=lambda origin, environ: _OWN.allow(origin, environ.get("HTTP_HOST")),
        cors_credentials=False,
        max_http_buffer_size=MOST_BYTES_IN_A_PACKET,
    )


class Live:
    """The open pages of this process."""

    def __init__(self, sockets: AsyncServer, door: Door, board: Board, switchboard: Callable[[], Switchboard]) -> None:
        self._sockets = sockets
        self._door = door
        self._board = board
        self._switchboard = switchboard
        self._pages: dict[str, Visit] = {}
        self._pulse: Mapping[str, str] = {}
        self._looking = asyncio.Lock()
        self._watch = Watch(self.look, LOOK_SECONDS)

    def listen(self) -> None:
        """Answer the pages' events from now on."""
        self._sockets.on("connect", self._connect)
        self._sockets.on("disconnect", self._disconnect)
        for name, handler in (("typing", self._typing), ("seen", self._seen)):
            self._sockets.on(name, acknowledged(partial(self._handle, handler)))

    def start(self) -> None:
        """Look for changes from now on."""
        self._watch.start()

    async def stop(self) -> None:
        """Look no more, and let the pages go to another server."""
        self._watch.stop()
        await let_go(self._sockets)

    async def look(self) -> None:
        """Tell the pages what has changed, and close those whose teammate is signed out. Raises StoreError."""
        async with self._looking:
            if not self._pages:
                return
            await self._close_ended()
            pulse = await to_thread(self._board.pulse)
            changed = [number for number in {*pulse, *self._pulse} if pulse.get(number) != self._pulse.get(number)]
            self._pulse = pulse
            if changed:
                await self._sockets.emit("changed", changed)

    async def _close_ended(self) -> None:
        living = await to_thread(self._door.sessions.living, {visit.session.id for visit in self._pages.values()})
        for sid in [sid for sid, visit in self._pages.items() if visit.session.id not in living]:
            self._pages.pop(sid, None)
            await self._sockets.emit("signed_out", {}, to=sid)
            await self._sockets.disconnect(sid)

    async def _connect(self, sid: str, environ: Mapping[str, Any], auth: Any = None) -> None:
        """Let in the page of who is signed in. Raises ConnectionRefusedError."""
        try:
            visit = await self._door.visit_by(_cookie(environ))
            brought = auth.get("token") if isinstance(auth, dict) else None
            if not isinstance(brought, str) or not hmac.compare_digest(brought.encode(), visit.token.encode()):
                raise foreign()
        except UnstuckError as error:
            raise ConnectionRefusedError(error.message, {"code": error.code}) from None
        self._pages[sid] = visit

    async def _disconnect(self, sid: str, *_: Any) -> None:
        self._pages.pop(sid, None)

    async def _typing(self, visit: Visit, number: str, data: Mapping[str, Any]) -> None:
        await self._switchboard().typing(number, visit.teammate.name, data.get("on") is True)

    async def _seen(self, visit: Visit, number: str, data: Mapping[str, Any]) -> None:
        await self._switchboard().read(number, visit.teammate.actor, seq_in(data))

    async def _handle(self, handler: Handler, sid: str, data: Any) -> None:
        """Raises ChannelError, TicketError, StoreError."""
        visit = self._pages.get(sid)
        if not visit or not isinstance(data, dict) or not isinstance(data.get("number"), str):
            raise refuse("channel_bad_request")
        await handler(visit, data["number"], data)


def _cookie(environ: Mapping[str, Any]) -> str:
    try:
        found = SimpleCookie(environ.get("HTTP_COOKIE", "")).get(COOKIE)
    except CookieError:
        return ""
    return found.value if found else ""
