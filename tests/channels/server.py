"""A messenger's channel on a server of its own, in a thread, with a bot that only repeats what it gets."""

from __future__ import annotations

import asyncio
import itertools
import threading
from collections.abc import Coroutine, Iterator
from contextlib import contextmanager
from pathlib import Path
from types import SimpleNamespace
from typing import Any

from sanic import Sanic, response

from channels.messenger.input import MessengerInput
from tests.servers.bot import free_port
from unstuck.settings import read

_names = itertools.count(1)
Sanic.test_mode = True  # without it, a second app in one process does not start


class Server:
    """Answers `re: TEXT` with two buttons, or what `says` holds; `turns` are the conversations and texts it got."""

    def __init__(self, channel: type[MessengerInput], folder: Path, environment: dict[str, str]) -> None:
        self.settings = read({"UNSTUCK_VAR": str(folder), **environment})
        self.channel = channel(self.settings)
        self.turns: list[tuple[str, str]] = []
        self.says: list[dict[str, Any]] | None = None
        self.address = f"http://127.0.0.1:{free_port()}"
        self._loop = asyncio.new_event_loop()
        self._ready, self._gate = threading.Event(), threading.Event()
        self._gate.set()
        self._thread = threading.Thread(target=self._run, daemon=True)

    def __enter__(self) -> Server:
        self._thread.start()
        assert self._ready.wait(10)
        return self

    def __exit__(self, *_: object) -> None:
        self._loop.call_soon_threadsafe(self._loop.stop)
        self._thread.join(10)

    def run(self, work: Coroutine[Any, Any, None]) -> None:
        """Do something in the server's loop, to its end."""
        asyncio.run_coroutine_threadsafe(work, self._loop).result(30)

    def finish(self, task: asyncio.Task) -> None:
        """Wait for what the server does in the background."""

        async def done() -> None:
            await task

        self.run(done())

    def settle(self) -> None:
        """Wait until everything has been answered and posted, as far as that is possible now."""
        assert self.channel._messenger
        self.run(self.channel._messenger.settle())

    @contextmanager
    def paused(self) -> Iterator[None]:
        """No turn ends while the block runs."""
        self._gate.clear()
        try:
            yield
        finally:
            self._gate.set()

    async def _handle(self, message: Any) -> None:
        self.turns.append((message.sender_id, message.text))
        await asyncio.to_thread(self._gate.wait, 30)
        buttons = [{"title": "Done, next", "payload": "/next_step"}, {"title": "Back", "payload": "/previous_step"}]
        for said in self.says or [{"text": f"re: {message.text}", "buttons": buttons}]:
            await message.output_channel.send_response(message.sender_id, said)

    def _run(self) -> None:
        asyncio.set_event_loop(self._loop)
        app = Sanic(f"{self.channel.NAME}-{next(_names)}", configure_logging=False)
        app.ctx.agent = SimpleNamespace(tracker_store=SimpleNamespace(retrieve_full_tracker=_nothing))
        app.add_route(lambda request: response.text("hello"), "/")  # as Rasa has
        app.blueprint(self.channel.blueprint(self._handle), url_prefix=f"/webhooks/{self.channel.NAME}")
        port = int(self.address.rpartition(":")[2])
        start = app.create_server("127.0.0.1", port, return_asyncio_server=True, access_log=False)
        server = self._loop.run_until_complete(start)
        self._loop.run_until_complete(server.startup())
        self._loop.run_until_complete(server.after_start())
        self._ready.set()
        self._loop.run_forever()
        self._loop.run_until_complete(server.before_stop())
        server.close()
        self._loop.run_until_complete(server.wait_closed())
        self._loop.close()


async def _nothing(conversation_id: str) -> None:
    return None
