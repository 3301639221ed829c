"""A messenger's channel in a Sanic server in a thread, with a bot that only repeats: quick, and over real HTTP."""

from __future__ import annotations

import asyncio
import itertools
import threading
from collections.abc import Callable, Coroutine, Iterator
from contextlib import contextmanager, nullcontext
from pathlib import Path
from types import SimpleNamespace
from typing import Any

from sanic import Sanic, response

from channels.messenger.input import MessengerInput
from tests.loop import PATIENCE, Loop
from tests.servers.bot import free_port
from unstuck.settings import read
from unstuck.storage.attachments import Attachments
from unstuck.storage.message_log import MessageLog

BUTTONS = [{"title": "Done, next", "payload": "/next_step"}, {"title": "Back", "payload": "/previous_step"}]
_names = itertools.count(1)
Sanic.test_mode = True  # without it, a second app in one process does not start


class Server:
    """Answers `re: TEXT` with two buttons, or whatever `says` holds; remembers each turn as (conversation, text)."""

    def __init__(self, channel: type[MessengerInput], folder: Path, environment: dict[str, str]) -> None:
        self.settings = read({"UNSTUCK_VAR": str(folder), **environment})
        self.channel: Any = channel(self.settings)
        self.turns: list[tuple[str, str]] = []
        self.says: list[dict[str, Any]] | None = None
        self._gate = threading.Event()
        self._gate.set()
        self._awaited: Callable[[], object] = lambda: True
        port = free_port()
        self.address = f"http://127.0.0.1:{port}"
        self._loop = Loop()
        self.run(self._start(port))

    def __enter__(self) -> Server:
        return self

    def __exit__(self, *_: object) -> None:
        self.run(self._stop())
        self._loop.end()

    @property
    def texts(self) -> list[str]:
        return [text for _, text in self.turns]

    @property
    def attachments(self) -> Attachments:
        """The files that it keeps."""
        return Attachments.from_settings(self.settings)

    @property
    def message_log(self) -> MessageLog:
        """What has been said."""
        return MessageLog.from_settings(self.settings, channel=self.channel.NAME)

    def say(self, conversation_id: str, text: str) -> None:
        """Let the bot say something of its own accord."""
        self.run(self.channel.get_output_channel().send_response(conversation_id, {"text": text}))

    def finish(self, task: asyncio.Task[Any]) -> None:
        """Wait for what the server does in the background."""
        self.run(asyncio.wait_for(task, PATIENCE))

    def settle(self) -> None:
        """Wait until everything has been answered and posted."""
        self.run(getattr(self.channel, "settle", self.channel._messenger.settle)())

    def run[Result](self, work: Coroutine[Any, Any, Result]) -> Result:
        """What `work` returns, done in the server's thread."""
        return self._loop.do(work)

    @contextmanager
    def paused(self) -> Iterator[None]:
        """No turn ends while the block runs."""
        self._gate.clear()
        try:
            yield
        finally:
            self._gate.set()

    @contextmanager
    def answering_after(self, seen: Callable[[], object]) -> Iterator[None]:
        """No turn ends within the block before `seen` returns something, such as what is shown meanwhile."""
        self._awaited = seen
        try:
            yield
        finally:
            self._awaited = lambda: True

    async def _start(self, port: int) -> None:
        app = Sanic(f"{self.channel.NAME}-{next(_names)}", configure_logging=False)
        app.ctx.agent = SimpleNamespace(
            tracker_store=SimpleNamespace(retrieve_full_tracker=_nothing, forget=_nothing),
            lock_store=SimpleNamespace(lock=nullcontext),
        )
        app.add_route(lambda request: response.text("hello"), "/")  # as Rasa has
        app.blueprint(self.channel.blueprint(self._handle), url_prefix=f"/webhooks/{self.channel.NAME}")
        self._server = await app.create_server("127.0.0.1", port, return_asyncio_server=True, access_log=False)
        await self._server.startup()
        await self._server.after_start()

    async def _stop(self) -> None:
        await self._server.before_stop()
        self._server.close()
        await self._server.wait_closed()

    async def _handle(self, message: Any) -> None:
        self.turns.append((message.sender_id, message.text))
        await asyncio.to_thread(self._gate.wait, PATIENCE)
        async with asyncio.timeout(PATIENCE):
            while not self._awaited():
                await asyncio.sleep(0.01)
        for said in self.says or [{"text": f"re: {message.text}", "buttons": BUTTONS}]:
            await message.output_channel.send_response(message.sender_id, said)


async def _nothing(conversation_id: str) -> None:
    return None
