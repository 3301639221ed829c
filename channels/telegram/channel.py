"""The Telegram channel of Rasa: one webhook, which writes down what arrives before it answers."""

from __future__ import annotations

import asyncio
import hmac
import logging
from collections.abc import Awaitable, Callable
from typing import Any

from rasa.core.channels.channel import InputChannel, OutputChannel, UserMessage
from sanic import Blueprint, Sanic, response
from sanic.request import Request
from sanic.response import HTTPResponse

from channels.dialogue import Dialogue, Output
from channels.log import Log
from channels.messenger.messenger import Messenger
from channels.outgoing import Message
from channels.telegram import updates
from channels.telegram.service import TelegramService
from unstuck import metrics
from unstuck.errors import StoreError
from unstuck.settings import Settings, read
from unstuck.telegram import SECRET_HEADER, BotApi, webhook_secret

log = logging.getLogger(__name__)

NAME = "telegram"


class TelegramInput(InputChannel):
    """Rasa's view of the channel. Without a token it has no route at all.

    `introduced` is the first look at Telegram, which the start of the server does not wait for.
    """

    introduced: asyncio.Task

    def __init__(self, settings: Settings) -> None:
        self._settings = settings
        self._messenger: Messenger | None = None
        self._app: Sanic | None = None

    @classmethod
    def name(cls) -> str:
        """The name that slots, tickets and variants of responses know it by."""
        return NAME

    @classmethod
    def from_credentials(cls, credentials: dict[str, Any] | None) -> TelegramInput:
        """The channel as the settings describe it; credentials.yml only switches it on. Raises SettingError."""
        return cls(read())

    def get_output_channel(self) -> OutputChannel | None:
        """For what the bot says of its own accord."""
        messenger = self._messenger
        if messenger is None:
            return None

        async def say(conversation: str, message: Message) -> None:
            await messenger.turns.say(conversation, [message])

        return Output(NAME, say)

    def blueprint(self, on_new_message: Callable[[UserMessage], Awaitable[Any]]) -> Blueprint:
        """The webhook. Raises StoreError."""
        settings = self._settings
        blueprint = Blueprint(NAME)
        if not settings.telegram_token:
            return blueprint
        service = TelegramService(BotApi.from_settings(settings), Log(settings.place, NAME))
        dialogue = Dialogue(NAME, on_new_message, self._agent)
        messenger = self._messenger = Messenger(NAME, settings, dialogue, service, service.allows)
        secret = webhook_secret(settings).encode()
        bot = settings.telegram_token.partition(":")[0]

        @blueprint.post("/webhook")
        async def receive(request: Request) -> HTTPResponse:
            told = request.headers.get(SECRET_HEADER, "")
            if not hmac.compare_digest(told.encode(errors="replace"), secret):
                return response.empty(403)
            if arrival := updates.arrival(updates.parse(request.body), bot):
                try:
                    await messenger.arrive(arrival)
                except StoreError as error:
                    metrics.failed(error)
                    log.error("%s", error.message)
                    return response.empty(503)
            return response.empty(200)

        @blueprint.listener("after_server_start")
        async def start(app: Sanic, _: Any) -> None:
            self._app = app
            await service.open()
            await messenger.start()
            self.introduced = asyncio.create_task(service.introduce())

        @blueprint.listener("before_server_stop")
        async def stop(app: Sanic, _: Any) -> None:
            await messenger.stop()
            await service.close()

        return blueprint

    def _agent(self) -> Any:
        """Rasa's agent, which is loaded before the server takes its first request."""
        assert self._app is not None
        return self._app.ctx.agent
