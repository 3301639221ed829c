"""The socket: what the page says, and who it is."""

from __future__ import annotations

import asyncio
import json
from collections.abc import Awaitable, Callable, Mapping, Sequence
from functools import partial
from typing import Any

from sanic.request import Request
from socketio import AsyncRedisManager, AsyncServer
from socketio.exceptions import ConnectionRefusedError

from channels import from_people
from channels.http import packets
from channels.http.answers import failure
from channels.http.origins import Origins
from channels.http.sockets import MOST_BYTES_IN_A_PACKET, acknowledged, seq_in
from channels.web import articles
from channels.web.room import Room
from unstuck.articles.library import Library
from unstuck.errors import UnstuckError
from unstuck.observability import metrics
from unstuck.storage.message_log import Incoming
from unstuck.wording import speaking
from unstuck.wording.refusals import refuse, sentence
from unstuck.wording.spoken_languages import spoken

Handler = Callable[[str, Mapping[str, Any]], Awaitable[None]]


def server(origins: Origins, redis: str) -> AsyncServer:
    """The socket.io server; it checks origins and sets no cookie. By Redis, if there is one, it reaches the pages of
    all servers."""
    made = AsyncServer(
        client_manager=AsyncRedisManager(redis, channel="unstuck-pages") if redis else None,
        async_mode="sanic",
        cors_allowed_origins=lambda origin, environ: origins.allow(origin, environ.get("HTTP_HOST")),
        cors_credentials=False,
        max_http_buffer_size=MOST_BYTES_IN_A_PACKET,
        json=packets,
    )
    handle = made.eio.handle_request

    async def handle_request(request: Request) -> Any:
        """Refuse at once what would break in the background, where nobody can be told."""
        if request.method == "POST" and packets.is_too_deep(request.body):
            return failure(refuse("channel_bad_request"))
        return await handle(request)

    made.eio.handle_request = handle_request  # which is what a request comes to, once the server is attached
    return made


class Events:
    """The events of the page."""

    def __init__(self, room: Room, library: Library) -> None:
        self._room = room
        self._library = library

    def listen(self) -> None:
        """Answer the page's events from now on."""
        sockets = self._room.sockets
        sockets.on("connect", self.connect)
        for event, handler in self._events():
            sockets.on(event, acknowledged(partial(self._handle, handler)))

    def _events(self) -> Sequence[tuple[str, Handler]]:
        return tuple(
            (name, getattr(self, name)) for name in ("say", "press", "attach", "begin", "comment", "seen", "speak")
        )

    async def connect(self, sid: str, environ: Mapping[str, Any], auth: Any = None) -> None:
        """Let a page with a good token into the room of its conversation. Raises ConnectionRefusedError."""
        sockets = self._room.sockets
        try:
            conversation_id = await self._room.conversation_id(auth.get("token") if isinstance(auth, dict) else None)
        except UnstuckError as error:
            metrics.failed(error)
            raise ConnectionRefusedError(error.message, {"code": error.code}) from None
        wanted = str(auth.get("language") or "")
        await sockets.save_session(sid, {"conversation": conversation_id, "language": spoken().nearest([wanted])})
        await sockets.enter_room(sid, conversation_id)
        sockets.start_background_task(self._room.turns.greet, conversation_id)

    async def say(self, conversation_id: str, data: Mapping[str, Any]) -> None:
        """Typed text."""
        await self._take(conversation_id, data, lambda: [from_people.typed(data.get("text"))])

    async def comment(self, conversation_id: str, data: Mapping[str, Any]) -> None:
        """A line that is added to the thumb."""
        await self._take(conversation_id, data, lambda: [from_people.commented(data.get("text"))])

    async def press(self, conversation_id: str, data: Mapping[str, Any]) -> None:
        """A pressed button."""

        def read() -> Sequence[Incoming]:
            payload = data.get("payload")
            offered = self._room.message_log.offered(conversation_id, payload) if isinstance(payload, str) else []
            return [from_people.pressed(payload, data.get("title"), offered)]

        await self._take(conversation_id, data, read)

    async def begin(self, conversation_id: str, data: Mapping[str, Any]) -> None:
        """An article, or one of its causes, that a person comes from."""
        await self._take(
            conversation_id,
            data,
            lambda: articles.begun(
                self._library.current().in_language(speaking.language()), data.get("article"), data.get("cause")
            ),
        )

    async def attach(self, conversation_id: str, data: Mapping[str, Any]) -> None:
        """Pictures that have been uploaded before."""

        def read() -> Sequence[Incoming]:
            ids = data.get("attachments")
            if not isinstance(ids, list) or len(ids) > from_people.MOST_PICTURES:
                raise refuse("channel_bad_request")
            files = [self._room.attachments.get(id, conversation_id) for id in ids]
            return from_people.sent(files, data.get("caption"), sentence("channel_picture_alt", filename="{filename}"))

        await self._take(conversation_id, data, read)

    async def speak(self, conversation_id: str, data: Mapping[str, Any]) -> None:
        """Another language from now on, which the page asks for: the bot goes on in it."""
        wanted = spoken().nearest([str(data.get("language") or "")])
        client_id = from_people.client_id(data.get("id"))
        if not wanted:
            raise refuse("channel_bad_request")
        if await asyncio.to_thread(self._room.message_log.language, conversation_id) == wanted:
            return
        self._room.take(self._room.quotas.messages, conversation_id)
        await asyncio.to_thread(self._room.languages.keep, conversation_id, wanted)
        order = json.dumps({"language": wanted}, separators=(",", ":"))
        await self._room.turns.prompt(conversation_id, client_id, f"/set_language{order}")

    async def seen(self, conversation_id: str, data: Mapping[str, Any]) -> None:
        """Up to where the person has read."""
        await asyncio.to_thread(self._room.read_marks.mark, conversation_id, seq_in(data))

    async def _take(
        self, conversation_id: str, data: Mapping[str, Any], read: Callable[[], Sequence[Incoming]]
    ) -> None:
        client_id = from_people.client_id(data.get("id"))
        self._room.take(self._room.quotas.messages, conversation_id)
        await self._room.turns.take(conversation_id, client_id, read)

    async def _handle(self, handler: Handler, sid: str, data: Any) -> None:
        """Raises ChannelError, StoreError."""
        if not isinstance(data, dict):
            raise refuse("channel_bad_request")
        session = await self._room.sockets.get_session(sid)
        speaking.speak(session["language"])
        await handler(session["conversation"], data)
