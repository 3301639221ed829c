"""The channel in a Sanic server of its own thread, with a dialogue that only echoes: quick, and over real HTTP."""

from __future__ import annotations

import asyncio
import itertools
import threading
from contextlib import AbstractContextManager, nullcontext
from dataclasses import dataclass, field
from pathlib import Path
from types import SimpleNamespace
from typing import Any
from unittest.mock import patch

from sanic import Sanic
from sanic.response import empty
from sanic.server.protocols.http_protocol import HttpProtocol

from channels.slack.channel import SlackInput
from tests.channels.slack.delivery import SECRET
from tests.servers.bot import free_port
from unstuck.settings import read

PATIENCE = 60
_names = itertools.count(1)


@dataclass
class House:
    """Answers `re: TEXT` with one button, or whatever `answers` says; remembers each turn as (conversation, text).

    While `gate` is not set, no turn ends.
    """

    var: Path
    environment: dict[str, str]
    turns: list[tuple[str, str]] = field(default_factory=list)
    answers: list[dict[str, Any]] | None = None
    gate: threading.Event = field(default_factory=threading.Event)

    def __post_init__(self) -> None:
        self.gate.set()
        self.settings = read({"UNSTUCK_VAR": str(self.var), "UNSTUCK_SLACK_SIGNING_SECRET": SECRET} | self.environment)
        self.address = f"http://127.0.0.1:{free_port()}"
        self.loop = asyncio.new_event_loop()
        self.channel = SlackInput(self.settings)
        self.thread = threading.Thread(target=self.loop.run_forever, daemon=True)
        self.thread.start()
        self._do(self._start())

    def settle(self) -> None:
        """Wait until everything has been answered and posted."""
        self._do(self.channel.settle())

    def stop(self) -> None:
        self._do(self._stop())
        self.loop.call_soon_threadsafe(self.loop.stop)
        self.thread.join()
        self.loop.close()

    @property
    def texts(self) -> list[str]:
        return [text for _, text in self.turns]

    def _do(self, work: Any) -> Any:
        return asyncio.run_coroutine_threadsafe(work, self.loop).result(PATIENCE)

    async def _start(self) -> None:
        app = Sanic(f"house-{next(_names)}", configure_logging=False)
        app.ctx.agent = SimpleNamespace(tracker_store=_Trackers())
        app.add_route(lambda request: empty(), "/")
        app.blueprint(self.channel.blueprint(self._handle), url_prefix="/webhooks/slack")
        port = int(self.address.rpartition(":")[2])
        self.server = await app.create_server("127.0.0.1", port, return_asyncio_server=True)
        with _rewritten_once():
            await self.server.startup()
        await self.server.start_serving()
        await self.server.after_start()

    async def _stop(self) -> None:
        await self.server.before_stop()
        await self.server.close()

    async def _handle(self, message: Any) -> None:
        self.turns.append((message.sender_id, message.text))
        await asyncio.to_thread(self.gate.wait, PATIENCE)
        button = {"title": "Done, next", "payload": "/next_step"}
        for answer in self.answers or [{"text": f"re: {message.text}", "buttons": [button]}]:
            await message.output_channel.send_response(message.sender_id, answer)


def _rewritten_once() -> AbstractContextManager[Any]:
    """Sanic rewrites its own source when it starts, and fails when it finds it rewritten by an earlier server."""
    is_rewritten = not HttpProtocol.connection_task.__code__.co_filename.endswith(".py")
    return patch("sanic.app.TouchUp.run") if is_rewritten else nullcontext()


class _Trackers:
    async def retrieve_full_tracker(self, conversation_id: str) -> None:
        return None
