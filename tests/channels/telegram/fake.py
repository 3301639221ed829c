"""A Telegram for tests: the few methods of the Bot API that the bot uses, as strict as the real one, and as moody."""

from __future__ import annotations

import asyncio
import json
import re
import threading
from collections.abc import Awaitable, Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from html import unescape
from typing import Any

from aiohttp import web

from tests.loop import Loop

TOKEN = "4839574812:AAFD39kkdpWt3ywyRZergyOLMaJhac60qcK"  # the example of Telegram's documentation
USERNAME = "UnstuckBot"
BOT = int(TOKEN.partition(":")[0])

_TAGS = re.compile(r"</?b>")


@dataclass(frozen=True)
class Call:
    """One call of the bot; `files` are the bytes of what it uploaded, by field."""

    method: str
    values: dict[str, Any]
    files: dict[str, tuple[str, bytes]] = field(default_factory=dict)

    @property
    def text(self) -> str:
        """What a person reads of it."""
        text = self.values.get("text") or self.values.get("caption") or ""
        return unescape(_TAGS.sub("", text)) if self.values.get("parse_mode") == "HTML" else text

    @property
    def buttons(self) -> dict[str, str]:
        """Titles to what they send."""
        rows = self.values.get("reply_markup", {}).get("inline_keyboard", [])
        return {button["text"]: button["callback_data"] for row in rows for button in row}

    @property
    def document(self) -> tuple[str, bytes]:
        """Name and bytes of the file that was sent."""
        return self.files["document"]


class Telegram:
    """The server, in a thread of its own.

    `files` are what getFile knows: file ids to bytes, or to a handler that answers the download. `paths` are file
    paths to tell instead of an honest one. `moods` are the answers to the next calls of a method, in place of doing
    them: status and JSON, or a handler.
    """

    def __init__(self) -> None:
        self.calls: list[Call] = []
        self.files: dict[str, bytes | Callable[[web.Request], Awaitable[web.StreamResponse]]] = {}
        self.paths: dict[str, str] = {}
        self.moods: dict[str, list[Any]] = {}
        self.downloads: list[str] = []
        self.webhook: dict[str, Any] = {}
        self.messages = 0
        self.address = ""
        self._let_go = asyncio.Event()
        self._let_go.set()
        self._holds: tuple[str, threading.Event] = "", threading.Event()

    def __enter__(self) -> Telegram:
        self._loop = Loop()
        self._loop.do(self._start())
        return self

    def __exit__(self, *_: object) -> None:
        self._loop.do(self._runner.cleanup())
        self._loop.end()

    def of(self, *methods: str) -> list[Call]:
        """The calls of these methods."""
        return [call for call in list(self.calls) if call.method in methods]

    def posts(self, chat: int) -> list[Call]:
        """What the bot has posted to a chat."""
        sent = self.of("sendMessage", "sendDocument")
        return [call for call in sent if int(call.values["chat_id"]) == chat]

    def refuse(self, method: str, status: int, description: str, **parameters: Any) -> None:
        """Refuse the next call of a method."""
        body = {"ok": False, "error_code": status, "description": description}
        self.moods.setdefault(method, []).append((status, body | ({"parameters": parameters} if parameters else {})))

    @contextmanager
    def holding(self, method: str) -> Iterator[threading.Event]:
        """Within the block the calls of a method are done, and answered at its end. The event tells of the first."""
        self._let_go.clear()
        self._holds = method, threading.Event()
        try:
            yield self._holds[1]
        finally:
            self._holds = "", threading.Event()
            self._loop.do(self._release())

    async def _release(self) -> None:
        self._let_go.set()

    async def _start(self) -> None:
        app = web.Application(client_max_size=50_000_000)
        app.router.add_post("/bot{token}/{method}", self._called)
        app.router.add_get("/file/bot{token}/{path:.+}", self._fetched)
        app.router.add_route("*", "/{path:.*}", self._elsewhere)
        self._runner = web.AppRunner(app, handle_signals=False, access_log=None)
        await self._runner.setup()
        await web.TCPSite(self._runner, "127.0.0.1", 0).start()
        self.address = f"http://127.0.0.1:{self._runner.addresses[0][1]}"

    async def _elsewhere(self, request: web.Request) -> web.Response:
        self.downloads.append(request.path)
        return web.Response(body=b"somebody else's secret")

    async def _called(self, request: web.Request) -> web.StreamResponse:
        method, call = request.match_info["method"], await _read(request)
        if request.match_info["token"] != TOKEN:
            return _refusal(401 if ":" in request.match_info["token"] else 404, "Unauthorized")
        if waiting := self.moods.get(method):
            mood = waiting.pop(0)
            if callable(mood):
                return await mood(request)
            return web.json_response(mood[1], status=mood[0])
        if fault := _fault(call):
            return _refusal(400, f"Bad Request: {fault}")
        self.calls.append(call)
        answer, (held, came) = self._done(call), self._holds
        if method == held:
            came.set()
            await self._let_go.wait()
        return answer

    def _done(self, call: Call) -> web.Response:
        result: Any = True
        if call.method == "getMe":
            result = {"id": BOT, "is_bot": True, "first_name": "Unstuck", "username": USERNAME}
        elif call.method == "getFile":
            id = call.values["file_id"]
            if id not in self.files and id not in self.paths:
                return _refusal(400, "Bad Request: invalid file_id")
            result = {"file_id": id, "file_unique_id": id, "file_path": self.paths.get(id, f"documents/{id}")}
        elif call.method in ("sendMessage", "sendDocument"):
            self.messages += 1
            result = {"message_id": 100_000 + self.messages, "chat": {"id": int(call.values["chat_id"])}, "date": 1}
        elif call.method == "setWebhook":
            self.webhook = call.values
        elif call.method == "getWebhookInfo":
            result = {"url": self.webhook.get("url", ""), "has_custom_certificate": False, "pending_update_count": 0}
            result |= {"last_error_date": 1441645532, "last_error_message": "Wrong response: 503"}
        return web.json_response({"ok": True, "result": result})

    async def _fetched(self, request: web.Request) -> web.StreamResponse:
        path = request.match_info["path"]
        self.downloads.append(request.path)
        found = self.files.get(path.removeprefix("documents/"))
        if found is None:
            return web.Response(status=404)
        return web.Response(body=found) if isinstance(found, bytes) else await found(request)


async def _read(request: web.Request) -> Call:
    method = request.match_info["method"]
    if request.content_type == "application/json":
        return Call(method, await request.json())
    values: dict[str, Any] = {}
    files = {}
    for name, value in (await request.post()).items():
        if isinstance(value, web.FileField):
            files[name] = (value.filename, value.file.read())
        else:
            values[name] = json.loads(value) if value[:1] in "{[" else value
    return Call(method, values, files)


def _fault(call: Call) -> str | None:
    """What the real one would not take."""
    text = call.values.get("text", "")
    bare = _TAGS.sub("", text)
    if call.values.get("parse_mode") == "HTML" and (
        "<" in bare
        or ">" in bare
        or re.search(r"&(?!(lt|gt|amp|quot);)", bare)
        or text.count("<b>") != text.count("</b>")
    ):
        return "can't parse entities: Unsupported start tag"
    if call.method == "sendMessage" and not bare.strip():
        return "message text is empty"
    if len(call.text.encode("utf-16-le")) // 2 > (1024 if "caption" in call.values else 4096):
        return "message is too long"
    if any(not 1 <= len(data.encode()) <= 64 for data in call.buttons.values()):
        return "BUTTON_DATA_INVALID"
    return None


def _refusal(status: int, description: str) -> web.Response:
    return web.json_response({"ok": False, "error_code": status, "description": description}, status=status)
