"""A Graph API for tests: the calls that the bot makes, as strict as Meta's reference says, and as moody."""

from __future__ import annotations

from collections.abc import Awaitable, Callable
from dataclasses import dataclass, field
from typing import Any

from aiohttp import web

from tests.loop import Loop

# The values of the examples of Meta's documentation.
TOKEN = "EAAJB-example"
NUMBER = "106540352242922"
SECRET = "0123456789abcdef0123456789abcdef"
VERIFY_TOKEN = "meatyhamhock"
TEMPLATE = "news_of_your_question/en_US"

UPLOADABLE = {"image/jpeg", "image/png", "text/plain", "application/pdf", "video/mp4", "audio/ogg", "image/webp"}


@dataclass(frozen=True)
class Posted:
    """One message of the bot; `file` is its name and bytes."""

    raw: dict[str, Any]
    file: tuple[str, bytes] | None = None

    @property
    def type(self) -> str:
        return str(self.raw["type"])

    @property
    def content(self) -> dict[str, Any]:
        found: dict[str, Any] = self.raw[self.type]
        return found

    @property
    def text(self) -> str:
        """What a person reads of it, with WhatsApp's markup."""
        content = self.content
        return str(content.get("body") if self.type == "text" else content.get("body", {}).get("text") or "")

    @property
    def buttons(self) -> dict[str, dict[str, str]]:
        """Full titles to what a press of each sends: id and title, and the description of a row."""
        action = self.content.get("action", {})
        replies = [button["reply"] for button in action.get("buttons", ())]
        rows = [row for section in action.get("sections", ()) for row in section["rows"]]
        return {choice.get("description") or choice["title"]: choice for choice in (*replies, *rows)}


@dataclass
class Graph:
    """The server, in a thread of its own.

    `media` are the files that people have sent: ids to bytes, or to a handler that answers the download; `links` are
    addresses to tell instead of an honest one, `sizes` sizes. `moods` are the answers to the next calls of a kind
    (`messages`, `media`, `upload`, `number`, `typing`) in place of doing them: status and JSON, or a handler.
    """

    posted: list[Posted] = field(default_factory=list)
    typings: list[str] = field(default_factory=list)
    uploads: dict[str, bytes] = field(default_factory=dict)
    media: dict[str, bytes | Callable[[web.Request], Awaitable[web.StreamResponse]]] = field(default_factory=dict)
    links: dict[str, Any] = field(default_factory=dict)
    sizes: dict[str, int] = field(default_factory=dict)
    moods: dict[str, list[Any]] = field(default_factory=dict)
    downloads: list[str] = field(default_factory=list)
    address: str = ""

    def __enter__(self) -> Graph:
        self._loop = Loop()
        self._loop.do(self._start())
        return self

    def __exit__(self, *_: object) -> None:
        self._loop.do(self._runner.cleanup())
        self._loop.end()

    @property
    def environment(self) -> dict[str, str]:
        """The settings that connect a bot to it."""
        return {
            "UNSTUCK_WHATSAPP_TOKEN": TOKEN,
            "UNSTUCK_WHATSAPP_NUMBER": NUMBER,
            "UNSTUCK_WHATSAPP_SECRET": SECRET,
            "UNSTUCK_WHATSAPP_VERIFY_TOKEN": VERIFY_TOKEN,
            "UNSTUCK_WHATSAPP_TEMPLATE": TEMPLATE,
            "UNSTUCK_WHATSAPP_API": f"{self.address}/v24.0",
        }

    def to(self, *names: str) -> list[Posted]:
        """What was posted to somebody, by phone number or id."""
        return [one for one in list(self.posted) if {one.raw.get("to"), one.raw.get("recipient")} & {*names}]

    def refuse(self, kind: str, code: int, status: int = 400, title: str = "refused") -> None:
        """Refuse the next call of a kind, as Meta does."""
        error = {"message": f"(#{code}) {title}", "type": "OAuthException", "code": code, "fbtrace_id": "AIXdG"}
        self.moods.setdefault(kind, []).append((status, {"error": error}))

    async def _start(self) -> None:
        app = web.Application(client_max_size=50_000_000)
        app.router.add_get("/file/{id}", self._fetched)
        app.router.add_post("/v24.0/{number}/messages", self._messages)
        app.router.add_post("/v24.0/{number}/media", self._upload)
        app.router.add_get("/v24.0/{id}", self._asked)
        app.router.add_route("*", "/{path:.*}", self._elsewhere)
        self._runner = web.AppRunner(app, handle_signals=False, access_log=None)
        await self._runner.setup()
        await web.TCPSite(self._runner, "127.0.0.1", 0).start()
        self.address = f"http://127.0.0.1:{self._runner.addresses[0][1]}"

    async def _elsewhere(self, request: web.Request) -> web.Response:
        self.downloads.append(request.path)
        return web.Response(body=b"somebody else's secret")

    async def _mood(self, kind: str, request: web.Request) -> web.StreamResponse | None:
        if request.headers.get("Authorization") != f"Bearer {TOKEN}":
            return _refusal(190, "Error validating access token", 401)
        if request.match_info.get("number", NUMBER) != NUMBER:
            return _refusal(100, "Object does not exist")
        if waiting := self.moods.get(kind):
            mood = waiting.pop(0)
            if callable(mood):
                answer: web.StreamResponse = await mood(request)
                return answer
            status, body, *headers = mood
            return (
                web.Response(text=body, status=status)
                if isinstance(body, str)
                else web.json_response(body, status=status, headers=headers[0] if headers else None)
            )
        return None

    async def _messages(self, request: web.Request) -> web.StreamResponse:
        message = await request.json()
        if mood := await self._mood("typing" if "status" in message else "messages", request):
            return mood
        if message.get("messaging_product") != "whatsapp":
            return _refusal(100, "The parameter messaging_product is required")
        if "status" in message:
            self.typings.append(message["message_id"])
            return web.json_response({"success": True})
        file = None
        if message["type"] in ("document", "image"):
            content = message[message["type"]]
            if content.get("id") not in self.uploads:
                return _refusal(131009, "Parameter value is not valid")
            file = (content.get("filename", ""), self.uploads[content["id"]])
        if fault := _fault(message):
            return _refusal(131009, fault)
        self.posted.append(Posted(message, file))
        told = message.get("to") or message.get("recipient")
        answer = {"messaging_product": "whatsapp", "contacts": [{"input": told, "wa_id": told}]}
        return web.json_response(answer | {"messages": [{"id": f"wamid.OUT{len(self.posted)}"}]})

    async def _upload(self, request: web.Request) -> web.StreamResponse:
        form = await request.post()
        if mood := await self._mood("upload", request):
            return mood
        file = form["file"]
        assert isinstance(file, web.FileField)
        if (
            form["messaging_product"] != "whatsapp"
            or form["type"] != file.content_type
            or form["type"] not in UPLOADABLE
        ):
            return _refusal(100, "Param file must be a file with one of the following types")
        id = f"{1013859600285441 + len(self.uploads)}"
        self.uploads[id] = file.file.read()
        return web.json_response({"id": id})

    async def _asked(self, request: web.Request) -> web.StreamResponse:
        id = request.match_info["id"]
        if mood := await self._mood("number" if id == NUMBER else "media", request):
            return mood
        if id == NUMBER:
            return web.json_response({"id": NUMBER})
        if id not in self.media and id not in self.links:
            return _refusal(100, "Object does not exist")
        found = self.media.get(id)
        size = self.sizes.get(id, len(found) if isinstance(found, bytes) else 5)
        answer = {"url": self.links.get(id, f"{self.address}/file/{id}"), "mime_type": "image/jpeg", "sha256": "x"}
        return web.json_response(answer | {"file_size": size, "id": id, "messaging_product": "whatsapp"})

    async def _fetched(self, request: web.Request) -> web.StreamResponse:
        self.downloads.append(request.path)
        if request.headers.get("Authorization") != f"Bearer {TOKEN}":
            return web.Response(status=401)
        found = self.media[request.match_info["id"]]
        return web.Response(body=found) if isinstance(found, bytes) else await found(request)


def _refusal(code: int, message: str, status: int = 400) -> web.Response:
    return web.json_response({"error": {"message": message, "type": "OAuthException", "code": code}}, status=status)


def _fault(message: dict[str, Any]) -> str | None:
    """What the real one would not take."""
    if not (message.get("to") or message.get("recipient")) or message["recipient_type"] != "individual":
        return "no recipient"
    kind = message["type"]
    content = message[kind]
    if kind == "text":
        return None if 0 < len(content["body"]) <= 4096 else "text"
    if kind in ("document", "image"):
        return None if len(content.get("caption", "")) <= 1024 else "caption"
    if kind == "template":
        return None if content["name"] and content["language"]["code"] else "template"
    action, body = content["action"], content["body"]["text"]
    if content["type"] == "button":
        offered, most_text, most, title, id = [one["reply"] for one in action["buttons"]], 1024, 3, 20, 256
        unique = {one["title"] for one in offered}
    else:
        offered, most_text, most, title, id = action["sections"][0]["rows"], 4096, 10, 24, 200
        unique = {one["id"] for one in offered}
        if len(action["sections"]) > 1 or not 0 < len(action["button"]) <= 20:
            return "list"
    fits = all(0 < len(one["title"]) <= title and 0 < len(one["id"]) <= id for one in offered)
    fits = fits and all(0 < len(one.get("description", "x")) <= 72 for one in offered)
    good = fits and 0 < len(body) <= most_text and 0 < len(offered) <= most and len(unique) == len(offered)
    return None if good else "choices"
