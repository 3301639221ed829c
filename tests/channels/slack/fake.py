"""What `emulate` lacks of Slack: refusals, rate limits, silence, files from other organisations and files that lie."""

from __future__ import annotations

import asyncio
from collections.abc import Awaitable, Callable
from dataclasses import dataclass, field
from typing import Any

from aiohttp import web
from aiohttp.test_utils import TestServer

from tests.loop import Loop

Handler = Callable[[web.Request], Awaitable[web.StreamResponse]]


@dataclass
class FakeSlack:
    """Says `ok` to every call, unless `refusals` has something else for that method: (status, JSON, headers), in turn.

    `files` are what its file addresses give: bytes, or a handler. `info` is what it knows of files by their ids,
    `people` how they are called, and `locale` what they have set. `calls` is what it was asked, as (method, arguments);
    `fetched` what files, with which authorization.
    """

    refusals: dict[str, list[tuple[int, Any, dict[str, str]]]] = field(default_factory=dict)
    files: dict[str, bytes | Handler] = field(default_factory=dict)
    info: dict[str, dict[str, Any]] = field(default_factory=dict)
    people: dict[str, str] = field(default_factory=dict)
    locale: str = "en-GB"
    calls: list[tuple[str, dict[str, Any]]] = field(default_factory=list)
    fetched: list[tuple[str, str]] = field(default_factory=list)
    uploaded: list[bytes] = field(default_factory=list)

    def __enter__(self) -> FakeSlack:
        self._loop = Loop()
        app = web.Application(client_max_size=50_000_000)
        app.router.add_post("/api/{method}", self._call)
        app.router.add_get("/files-pri/{name}", self._file)
        app.router.add_post("/upload/v1/{name}", self._upload)
        self.server = TestServer(app, host="127.0.0.1")
        self._loop.do(self.server.start_server())
        return self

    def __exit__(self, *_: object) -> None:
        self._loop.do(self.server.close())
        self._loop.end()

    @property
    def address(self) -> str:
        return f"http://127.0.0.1:{self.server.port}"

    @property
    def settings(self) -> dict[str, str]:
        return {"UNSTUCK_SLACK_TOKEN": "xoxb-unstuck", "UNSTUCK_SLACK_API": f"{self.address}/api/"}

    def asked(self, method: str) -> list[dict[str, Any]]:
        return [arguments for called, arguments in self.calls if called == method]

    @property
    def posted(self) -> list[str]:
        return [arguments["text"] for arguments in self.asked("chat.postMessage")]

    async def _call(self, request: web.Request) -> web.StreamResponse:
        method = request.match_info["method"]
        is_json = request.content_type == "application/json"
        arguments = await request.json() if is_json else dict(request.query) | dict(await request.post())
        if self.refusals.get(method):
            status, body, headers = self.refusals[method].pop(0)
            if body is None:
                await asyncio.sleep(3600)
            if isinstance(body, str):
                return web.Response(text=body, status=status, content_type="text/html", headers=headers)
            return web.json_response(body, status=status, headers=headers)
        self.calls.append((method, arguments))
        if method == "files.getUploadURLExternal":
            return web.json_response({"ok": True, "file_id": "F1", "upload_url": f"{self.address}/upload/v1/F1"})
        if method == "users.info":
            user = {"id": arguments["user"], "profile": {"display_name": self.people.get(arguments["user"], "")}}
            if arguments.get("include_locale"):
                user["locale"] = self.locale
            return web.json_response({"ok": True, "user": user})
        answer = {
            "ok": True,
            "ts": f"{1700000000 + len(self.calls)}.000100",
            "user_id": "U0UNSTUCK",
            "channel": {"id": "D0ANN"},
            "files": [{"id": "F1"}],
        }
        return web.json_response(answer | {"file": self.info.get(arguments.get("file", ""))})

    async def _upload(self, request: web.Request) -> web.StreamResponse:
        self.uploaded.append(await request.read())
        return web.Response(text="OK")

    async def _file(self, request: web.Request) -> web.StreamResponse:
        name = request.match_info["name"]
        self.fetched.append((name, request.headers.get("authorization", "")))
        found = self.files[name]
        return web.Response(body=found) if isinstance(found, bytes) else await found(request)
