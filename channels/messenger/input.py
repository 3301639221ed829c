"""Rasa's view of a messenger, as far as it is the same for all of them."""

from __future__ import annotations

import asyncio
from collections.abc import Awaitable, Callable, Coroutine
from typing import Any, ClassVar, TypeVar

from rasa.core.channels.channel import InputChannel, OutputChannel
from sanic import Blueprint, Sanic

from channels.dialogue import Output
from channels.messenger.messenger import Messenger
from channels.switchboard import Switchboard
from unstuck.settings import Settings, read
from unstuck.wording.messages import Message

Self = TypeVar("Self", bound="MessengerInput")


class MessengerInput(InputChannel):
    """A messenger's channel; without its settings it is off, and has no route at all.

    A subclass has the name that slots, tickets and variants of responses know it by, and makes the blueprint, for which
    it calls `_serve`. `introduced` is the first look at the messenger, which the start of the server does not wait for.
    """

    NAME: ClassVar[str]
    introduced: asyncio.Task

    def __init__(self, settings: Settings) -> None:
        self._settings = settings
        self._messenger: Messenger | None = None
        self._app: Sanic | None = None

    @classmethod
    def name(cls) -> str:
        """The channel's name."""
        return cls.NAME

    @classmethod
    def from_credentials(cls: type[Self], credentials: dict[str, Any] | None) -> Self:
        """The channel as the settings describe it; credentials.yml only names it. Raises SettingError."""
        return cls(read())

    def get_output_channel(self) -> OutputChannel | None:
        """For what the bot says of its own accord; None while the channel is off."""
        messenger = self._messenger
        if messenger is None:
            return None

        async def say(conversation_id: str, message: Message) -> None:
            await messenger.turns.say(conversation_id, [message])

        return Output(self.NAME, say)

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
        self._messenger = messenger

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

    def _agent(self) -> Any:
        """Rasa's agent, which is loaded before the server takes its first request."""
        assert self._app is not None
        return self._app.ctx.agent
