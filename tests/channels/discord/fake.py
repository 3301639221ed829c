"""A Discord for tests: its gateway and the calls that the bot makes, as strict as the real one, and as moody."""

from __future__ import annotations

import asyncio
import itertools
import json
import threading
from collections.abc import Awaitable, Callable
from dataclasses import dataclass, field
from typing import Any

from aiohttp import WSCloseCode, web

TOKEN = "MTk4NjIyNDgzNDcxOTI1MjQ4.Cl2FMQ.ZnCjm1XVW7vRze4b7Cq4se7kKWs"  # the example of Discord's documentation
BOT = "198622483471925248"
HEARTBEAT = 0.2  # seconds

_ids = itertools.count(1_300_000_000_000_000_000)


def fresh_id() -> str:
    """An id that nothing has yet."""
    return str(next(_ids))


@dataclass(frozen=True)
class Posted:
    """One message of the bot; `file` is its name and bytes."""

    channel: str
    raw: dict[str, Any]
    file: tuple[str, bytes] | None = None

    @property
    def text(self) -> str:
        return str(self.raw.get("content", ""))

    @property
    def buttons(self) -> dict[str, str]:
        """Titles to what they send."""
        parts = [part for row in self.raw.get("components", ()) for part in row["components"]]
        options = {option["label"]: option["value"] for part in parts for option in part.get("options", ())}
        return {part["label"]: part["custom_id"] for part in parts if "label" in part} | options


@dataclass
class Discord:
    """The server, in a thread of its own.

    `files` are what people have sent: ids to bytes, or to a handler that answers the download. `history` is what was
    said in each channel. `moods` are the answers to the next calls of a kind (`messages`, `typing`, `callback`,
    `gateway`, `me`, `since`) in place of doing them: status and JSON, or a handler. `sent` are the events of the
    session with their numbers; `identified` and `resumed` what the bot said of itself.
    """

    posted: list[Posted] = field(default_factory=list)
    typings: list[str] = field(default_factory=list)
    callbacks: list[dict[str, Any]] = field(default_factory=list)
    files: dict[str, bytes | Callable[[web.Request], Awaitable[web.StreamResponse]]] = field(default_factory=dict)
    history: dict[str, list[dict[str, Any]]] = field(default_factory=dict)
    moods: dict[str, list[Any]] = field(default_factory=dict)
    downloads: list[str] = field(default_factory=list)
    identified: list[dict[str, Any]] = field(default_factory=list)
    resumed: list[dict[str, Any]] = field(default_factory=list)
    sent: list[dict[str, Any]] = field(default_factory=list)
    nonces: set[str] = field(default_factory=set)
    beats: int = -1
    silent: bool = False  # whether heartbeats get no answer
    token: str = TOKEN
    address: str = ""

    def __enter__(self) -> Discord:
        self._loop = asyncio.new_event_loop()
        self._ready = threading.Event()
        self._thread = threading.Thread(target=self._run, daemon=True)
        self._thread.start()
        assert self._ready.wait(10)
        return self

    def __exit__(self, *_: object) -> None:
        self._loop.call_soon_threadsafe(self._loop.stop)
        self._thread.join(10)

    @property
    def environment(self) -> dict[str, str]:
        """The settings that connect a bot to it."""
        return {"UNSTUCK_DISCORD_TOKEN": TOKEN, "UNSTUCK_DISCORD_API": f"{self.address}/api/v10"}

    def in_channel(self, channel: str) -> list[Posted]:
        """What was posted there."""
        return [one for one in list(self.posted) if one.channel == channel]

    def refuse(self, kind: str, status: int, code: int = 0, **more: Any) -> None:
        """Refuse the next call of a kind, as Discord does."""
        self.moods.setdefault(kind, []).append((status, {"message": "refused", "code": code, **more}))

    def deliver(self, name: str, data: dict[str, Any]) -> None:
        """Tell the bot of an event; when this returns, the bot has dealt with it."""
        self._do(self._deliver(name, data))

    def lose(self, name: str, data: dict[str, Any]) -> None:
        """An event that is sent while nobody is connected: only whoever goes on with the session gets it."""
        self.sent.append(_event(name, data, len(self.sent)))

    def drop(self, code: int = 1001) -> None:
        """Close the connection."""
        self._do(self._close(code))

    def say(self, message: dict[str, Any]) -> None:
        """Say something to the bot on the gateway."""
        self._do(self._say(message))

    def wait_until_connected(self, times: int = 1) -> None:
        """Wait until the bot has connected so often."""
        self._do(self._until(lambda: len(self.identified) + len(self.resumed) >= times and self._socket is not None))

    def _do(self, work: Any) -> None:
        asyncio.run_coroutine_threadsafe(work, self._loop).result(15)

    _socket: web.WebSocketResponse | None = None

    async def _until(self, is_so: Callable[[], bool]) -> None:
        async with asyncio.timeout(12):
            while not is_so():
                await asyncio.sleep(0.01)

    async def _deliver(self, name: str, data: dict[str, Any]) -> None:
        await self._until(lambda: self._socket is not None)
        event = _event(name, data, len(self.sent))
        self.sent.append(event)
        assert self._socket
        await self._socket.send_json(event)
        await self._until(lambda: self.beats >= event["s"])

    async def _close(self, code: int) -> None:
        socket, self._socket = self._socket, None
        if socket:
            await socket.close(code=code)

    async def _say(self, message: dict[str, Any]) -> None:
        assert self._socket
        await self._socket.send_json(message)

    def _run(self) -> None:
        asyncio.set_event_loop(self._loop)
        app = web.Application(client_max_size=50_000_000)
        app.router.add_get("/api/v10/gateway/bot", self._gateway_address)
        app.router.add_get("/api/v10/users/@me", self._me)
        app.router.add_get("/gateway/", self._gateway)
        app.router.add_post("/api/v10/channels/{channel}/messages", self._messages)
        app.router.add_get("/api/v10/channels/{channel}/messages", self._since)
        app.router.add_post("/api/v10/channels/{channel}/typing", self._typing)
        app.router.add_post("/api/v10/interactions/{id}/{token}/callback", self._callback)
        app.router.add_get("/attachments/{id}", self._fetched)
        app.router.add_route("*", "/{path:.*}", self._elsewhere)
        runner = web.AppRunner(app, handle_signals=False, access_log=None, shutdown_timeout=0.1)
        self._loop.run_until_complete(runner.setup())
        self._loop.run_until_complete(web.TCPSite(runner, "127.0.0.1", 0).start())
        self.address = f"http://127.0.0.1:{runner.addresses[0][1]}"
        self._ready.set()
        self._loop.run_forever()
        self._loop.run_until_complete(self._close(WSCloseCode.GOING_AWAY))
        self._loop.run_until_complete(runner.cleanup())
        self._loop.close()

    async def _gateway(self, request: web.Request) -> web.WebSocketResponse:
        socket = web.WebSocketResponse()
        await socket.prepare(request)
        await socket.send_json({"op": 10, "d": {"heartbeat_interval": HEARTBEAT * 1000}})
        async for message in socket:
            said = json.loads(message.data)
            if said["op"] == 1:
                self.beats = -1 if said["d"] is None else said["d"]
                if not self.silent:
                    await socket.send_json({"op": 11})
                continue
            if said["d"]["token"] != self.token:
                await socket.close(code=4004)
            elif said["op"] == 2:
                self.identified.append(said["d"])
                self.sent, self.beats = [], -1
                await self._begin(socket, self._session(len(self.identified)))
            elif said["d"]["session_id"] != f"session-{len(self.identified)}":
                await socket.send_json({"op": 9, "d": False})
            else:
                self.resumed.append(said["d"])
                for event in self.sent[said["d"]["seq"] + 1 :]:
                    await socket.send_json(event)
                await socket.send_json({"op": 0, "t": "RESUMED", "s": len(self.sent) - 1, "d": {}})
                self._socket = socket
        if self._socket is socket:
            self._socket = None
        return socket

    async def _begin(self, socket: web.WebSocketResponse, ready: dict[str, Any]) -> None:
        event = _event("READY", ready, 0)
        self.sent.append(event)
        await socket.send_json(event)
        self._socket = socket

    def _session(self, number: int) -> dict[str, Any]:
        user = {"id": BOT, "username": "Unstuck", "bot": True}
        gateway = f"{self.address.replace('http', 'ws')}/gateway"
        return {"v": 10, "user": user, "guilds": [], "session_id": f"session-{number}", "resume_gateway_url": gateway}

    async def _mood(self, kind: str, request: web.Request) -> web.StreamResponse | None:
        if kind != "callback" and request.headers.get("Authorization") != f"Bot {self.token}":
            return web.json_response({"message": "401: Unauthorized", "code": 0}, status=401)
        if waiting := self.moods.get(kind):
            mood = waiting.pop(0)
            if callable(mood):
                answer: web.StreamResponse = await mood(request)
                return answer
            status, body = mood
            is_text = isinstance(body, str)
            return web.Response(text=body, status=status) if is_text else web.json_response(body, status=status)
        return None

    async def _gateway_address(self, request: web.Request) -> web.StreamResponse:
        url = f"{self.address.replace('http', 'ws')}/gateway"
        return await self._mood("gateway", request) or web.json_response({"url": url, "shards": 1})

    async def _me(self, request: web.Request) -> web.StreamResponse:
        return await self._mood("me", request) or web.json_response({"id": BOT, "username": "Unstuck"})

    async def _messages(self, request: web.Request) -> web.StreamResponse:
        file = None
        if request.content_type == "application/json":
            message = await request.json()
        else:
            form = await request.post()
            message, sent = json.loads(str(form["payload_json"])), form["files[0]"]
            assert isinstance(sent, web.FileField)
            file = (message["attachments"][0]["filename"], sent.file.read())
        if mood := await self._mood("messages", request):
            return mood
        if fault := _fault(message, file):
            return web.json_response({"code": 50035, "message": "Invalid Form Body", "errors": fault}, status=400)
        if message["nonce"] not in self.nonces:  # as with `enforce_nonce`
            self.nonces.add(message["nonce"])
            self.posted.append(Posted(request.match_info["channel"], message, file))
        return web.json_response({"id": fresh_id(), "channel_id": request.match_info["channel"]})

    async def _since(self, request: web.Request) -> web.StreamResponse:
        if mood := await self._mood("since", request):
            return mood
        said = self.history.get(request.match_info["channel"], [])
        after = [message for message in said if int(message["id"]) > int(request.query["after"])]
        return web.json_response(after[: int(request.query["limit"])][::-1])

    async def _typing(self, request: web.Request) -> web.StreamResponse:
        self.typings.append(request.match_info["channel"])
        return await self._mood("typing", request) or web.Response(status=204)

    async def _callback(self, request: web.Request) -> web.StreamResponse:
        if mood := await self._mood("callback", request):
            return mood
        self.callbacks.append(await request.json())
        return web.Response(status=204)

    async def _fetched(self, request: web.Request) -> web.StreamResponse:
        self.downloads.append(request.path)
        found = self.files[request.match_info["id"]]
        return web.Response(body=found) if isinstance(found, bytes) else await found(request)

    async def _elsewhere(self, request: web.Request) -> web.Response:
        self.downloads.append(request.path)
        return web.Response(body=b"somebody else's secret")


def _event(name: str, data: dict[str, Any], number: int) -> dict[str, Any]:
    return {"op": 0, "t": name, "s": number, "d": data}


def _fault(message: dict[str, Any], file: object) -> str | None:
    """What the real one would not take."""
    rows = message.get("components", [])
    parts = [part for row in rows for part in row["components"]]
    if len(message.get("content", "")) > 2000 or not (message.get("content") or file):
        return "content"
    if len(rows) > 5 or any(not 0 < len(row["components"]) <= 5 for row in rows) or len(message["nonce"]) > 25:
        return "components"
    ids = [part["custom_id"] for part in parts]
    if len(set(ids)) != len(ids) or any(not 0 < len(id) <= 100 for id in ids):
        return "custom_id"
    if any(not 0 < len(part.get("label", "x")) <= 80 for part in parts):
        return "label"
    options = [option for part in parts for option in part.get("options", ())]
    if any(len(part.get("options", ())) > 25 for part in parts):
        return "options"
    return "option" if any(not 0 < len(one["label"]) <= 100 or len(one["value"]) > 100 for one in options) else None
