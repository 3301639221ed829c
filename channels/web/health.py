"""Health (the process lives) and readiness (what it needs answers), for whoever starts and stops servers."""

from __future__ import annotations

import asyncio
from asyncio import to_thread
from collections.abc import Awaitable
from urllib.parse import urljoin

import aiohttp
from sanic import Blueprint
from sanic.request import Request
from sanic.response import HTTPResponse

from channels.web.http import answer
from channels.web.room import Room
from unstuck.coordination.servers import coordination
from unstuck.errors import StoreError

PATIENCE_SECONDS = 3


def add(blueprint: Blueprint, room: Room) -> None:
    """Put the routes into the blueprint."""

    @blueprint.get("/health")
    async def health(request: Request) -> HTTPResponse:
        return _report([])

    @blueprint.get("/ready")
    async def ready(request: Request) -> HTTPResponse:
        if room.turns.closing:
            return _report(["stopping"])
        names = ("database", "files", "locks", "tracker", "actions")
        good = await asyncio.gather(
            _works(to_thread(room.message_log.is_deleted, "")),
            _works(to_thread(room.attachments.check)),
            _works(coordination(room.settings.redis).check()),
            room.dialogue.remembers(),
            _actions(room.dialogue.action_server()),
        )
        failing = [name for name, fine in zip(names, good, strict=True) if not fine]
        return _report(failing if room.dialogue.is_trained() else [*failing, "model"])


def _report(failing: list[str]) -> HTTPResponse:
    return answer({"ok": not failing, "failing": failing}, 503 if failing else 200)


async def _works(check: Awaitable[object]) -> bool:
    try:
        await check
    except StoreError:
        return False
    return True


async def _actions(address: str | None) -> bool:
    """Whether the action server at `http://host:port/webhook` answers."""
    if address is None:
        return False
    limit = aiohttp.ClientTimeout(total=PATIENCE_SECONDS)
    try:
        async with aiohttp.ClientSession(timeout=limit) as session, session.get(urljoin(address, "/health")) as got:
            return got.status == 200
    except (TimeoutError, aiohttp.ClientError):
        return False
