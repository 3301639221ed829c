"""Health (the process lives) and readiness (what it needs answers), for whoever starts and stops servers."""

from __future__ import annotations

import asyncio
import logging
from asyncio import to_thread
from collections.abc import Awaitable, Callable, Mapping
from urllib.parse import urljoin

import aiohttp
from sanic import Blueprint
from sanic.request import Request
from sanic.response import HTTPResponse

from channels.http.answers import answer
from channels.switchboard import Switchboard
from channels.web.room import Room
from unstuck.coordination.servers import coordination
from unstuck.observability import logs
from unstuck.storage.inbox import check

log = logging.getLogger(__name__)

PATIENCE_SECONDS = 3


def add(blueprint: Blueprint, room: Room) -> None:
    """Put the routes into the blueprint."""

    @blueprint.get("/health")
    async def health(request: Request) -> HTTPResponse:
        return _report([], [])

    probes = {
        "database": Probe(lambda: to_thread(check, room.settings.database_location)),
        "files": Probe(lambda: to_thread(room.attachments.check)),
        "locks": Probe(coordination(room.settings.redis).check),
        "tracker": Probe(room.dialogue.check_memory),
        "actions": Probe(lambda: _ask(room.dialogue.action_server())),
    }

    @blueprint.get("/ready")
    async def ready(request: Request) -> HTTPResponse:
        if room.turns.closing:
            return _report(["stopping"], [])
        good = await asyncio.gather(*(probe.holds() for probe in probes.values()))
        failing = [name for name, fine in zip(probes, good, strict=True) if not fine]
        refused = Switchboard.of(request.app, room.settings).refused
        return _report(failing if room.dialogue.is_trained() else [*failing, "model"], refused)


class Probe:
    """One of the things that a turn needs, tried. While a try hangs, nobody begins another: all wait for that one."""

    def __init__(self, attempt: Callable[[], Awaitable[object]]) -> None:
        self._attempt = attempt
        self._running: asyncio.Task[bool] | None = None

    async def holds(self) -> bool:
        """Whether it works, and within PATIENCE_SECONDS."""
        if self._running is None or self._running.done():
            self._running = asyncio.create_task(self._try())
        try:
            return await asyncio.wait_for(asyncio.shield(self._running), PATIENCE_SECONDS)
        except TimeoutError:
            return False

    async def _try(self) -> bool:
        try:
            await self._attempt()
        except Exception as error:  # whatever it is, a turn would meet it as well
            log.warning("not ready: %s", logs.place(error))
            return False
        return True


def _report(failing: list[str], refused: list[str]) -> HTTPResponse:
    """A messenger that refuses its token is told of; the server is ready for all who come by another channel."""
    return answer({"ok": not failing, "failing": failing, "refused": refused}, 503 if failing else 200)


async def _ask(server: tuple[str, Mapping[str, str]] | None) -> None:
    """Ask the action server at `http://host:port/webhook` as a turn does. Raises whatever keeps it from answering."""
    assert server is not None, "there is no action server"
    address, headers = server
    limit = aiohttp.ClientTimeout(total=PATIENCE_SECONDS)
    asked = urljoin(address, "/actions")
    async with aiohttp.ClientSession(timeout=limit, headers=headers) as session, session.get(asked) as got:
        got.raise_for_status()
