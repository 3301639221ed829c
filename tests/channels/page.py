"""A page that embeds the chat, as far as the server can tell: sessions and files over HTTP, messages over socket.io."""

from __future__ import annotations

import queue
import secrets
from dataclasses import dataclass, field
from functools import partial
from typing import Any
from urllib.parse import quote

import requests
import socketio

PATIENCE = 60


@dataclass
class Page:
    """One tab. `token` is what the browser keeps."""

    address: str
    token: str = ""
    origin: str | None = None
    language: str = ""
    socket: socketio.Client | None = None
    messages: queue.Queue[dict[str, Any]] = field(default_factory=queue.Queue)
    seen: list[dict[str, Any]] = field(default_factory=list)

    @property
    def headers(self) -> dict[str, str]:
        told = {"Origin": self.origin, "X-Language": self.language}
        return {"Authorization": f"Bearer {self.token}"} | {name: value for name, value in told.items() if value}

    @property
    def conversation_id(self) -> str:
        return self.token.split(".")[0]

    def call(self, method: str, path: str, **more: Any) -> requests.Response:
        headers = self.headers | more.pop("headers", {})
        return requests.request(method, f"{self.address}/chat{path}", headers=headers, timeout=PATIENCE, **more)

    @property
    def connected(self) -> bool:
        return bool(self.socket and self.socket.connected)

    def begin(self) -> Page:
        """A session and its socket; waits for the bot's greeting."""
        answer = self.call("POST", "/session")
        answer.raise_for_status()
        self.token = answer.json()["token"]
        self.connect()
        self.wait_for("bot")
        return self

    def __enter__(self) -> Page:
        return self.begin()

    def __exit__(self, *_: object) -> None:
        self.leave()

    def connect(self) -> Page:
        extra = {"Origin": self.origin} if self.origin else {}
        self.socket = socketio.Client(reconnection=False)
        # Without it, a client that leaves or is refused may wait for its last poll: half a minute.
        self.socket.eio.disconnect = partial(self.socket.eio.disconnect, abort=True)
        self.socket.on("message", self.messages.put)
        self.socket.connect(
            self.address,
            headers=extra,
            auth={"token": self.token, "language": self.language},
            transports=["polling"],
            socketio_path="/chat/socket.io",
            wait_timeout=PATIENCE,
        )
        return self

    def leave(self) -> None:
        if self.socket:
            self.socket.eio.disconnect()

    def emit(self, event: str, data: Any) -> Any:
        assert self.socket
        return self.socket.call(event, data, timeout=PATIENCE)

    def say(self, text: Any, id: str | None = None) -> Any:
        return self.emit("say", {"id": id or secrets.token_hex(16), "text": text})

    def press(self, title: str) -> Any:
        """Press a button of the messages seen so far, the latest with that title."""
        buttons = [button for message in self.seen for button in message["buttons"] if button["title"] == title]
        return self.emit("press", {"id": secrets.token_hex(16), **buttons[-1]})

    def upload(self, data: bytes, filename: str) -> requests.Response:
        return self.call("POST", "/upload", data=data, headers={"X-Filename": quote(filename)})

    def attach(self, data: bytes, filename: str, caption: str = "") -> Any:
        sent = self.upload(data, filename)
        sent.raise_for_status()
        ids = [sent.json()["attachment"]]
        return self.emit("attach", {"id": secrets.token_hex(16), "attachments": ids, "caption": caption})

    def history(self, after: int = 0) -> list[dict[str, Any]]:
        answer = self.call("GET", f"/history?after={after}")
        answer.raise_for_status()
        return answer.json()["messages"]

    def wait_for(self, author: str, kind: str | None = None) -> dict[str, Any]:
        """The next message of that author, and of that kind if one is given."""
        while True:
            message = self.messages.get(timeout=PATIENCE)
            self.seen.append(message)
            if message["from"] == author and kind in (None, message["kind"]):
                return message
