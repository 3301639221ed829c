"""Rasa's view of a messenger, as far as it is the same for all of them."""

from __future__ import annotations

import asyncio
from collections.abc import Awaitable, Callable, Coroutine
from typing import Any

from sanic import Blueprint, Sanic

from channels.input import ChannelInput
from channels.messenger.messenger import Messenger
from channels.switchboard import Switchboard
from unstuck.settings import Settings


class MessengerInput(ChannelInput):
    """A messenger's channel; without its settings it is off, and has no route at all.

    A subclass calls `_serve` for its blueprint. `introduced` is the first look at the messenger, which the start of the
    server does not wait for.
    """

    introduced: asyncio.Task

    def __init__(self, settings: Settings) -> None:
        super().__init__(settings)
        self._messenger: Messenger | None = None

    def _serve(
        self,
        blueprint: Blueprint,
        messenger: Messenger,
        *,
        open: Callable[[], Awaitable[None]],
        introduce: Callable[[], Coroutine[Any, Any, None]],
        close: Callable[[], Awaitable[None]],
    ) -> None:
        """Let the messenger begin and end with the server.

        Args:
            blueprint: the channel's routes.
            messenger: its conversations.
            open: gets ready to make calls.
            introduce: tries the settings, so that wrong ones are told of at the start and not at the first message.
            close: makes no more calls.
        """
        self._messenger, self._turns = messenger, messenger.turns

        @blueprint.listener("after_server_start")
        async def start(app: Sanic) -> None:
            self._app = app
            await open()
            messenger.join(Switchboard.of(app, self._settings))
            await messenger.start()
            self.introduced = asyncio.create_task(introduce())

        @blueprint.listener("before_server_stop")
        async def stop(app: Sanic) -> None:
            self.introduced.cancel()
            await messenger.stop()
            await close()
