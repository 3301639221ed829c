"""The Telegram channel of Rasa: one webhook, which writes down what arrives before it answers."""

from __future__ import annotations

import hmac
import logging
from collections.abc import Awaitable, Callable
from typing import Any

from rasa.core.channels.channel import UserMessage
from sanic import Blueprint, response
from sanic.request import Request
from sanic.response import HTTPResponse

from channels.dialogue import Dialogue
from channels.messenger.input import MessengerInput
from channels.messenger.messenger import Messenger
from channels.messenger.unchecked import parse
from channels.telegram import updates
from channels.telegram.bot import Bot
from channels.telegram.bot_api import SECRET_HEADER, BotApi, webhook_secret
from channels.telegram.groups import Groups
from channels.telegram.service import TelegramService
from unstuck.errors import ChannelError, StoreError
from unstuck.observability import metrics
from unstuck.storage.message_log import MessageLog
from unstuck.storage.moves import Moves

log = logging.getLogger(__name__)


class TelegramInput(MessengerInput):
    """Rasa's view of the channel. Without a token it has no route at all."""

    NAME = "telegram"

    def blueprint(self, on_new_message: Callable[[UserMessage], Awaitable[Any]]) -> Blueprint:
        """The webhook. Raises StoreError."""
        settings = self._settings
        blueprint = Blueprint(self.NAME)
        if not settings.telegram_token:
            return blueprint
        bot = Bot(BotApi.from_settings(settings))
        groups = Groups(bot, Moves.from_settings(settings, channel=self.NAME))
        service = TelegramService(bot, groups, MessageLog.from_settings(settings, channel=self.NAME))
        dialogue = Dialogue(self.NAME, on_new_message, self._agent)
        messenger = Messenger(self.NAME, settings, dialogue, service, service.allows)
        secret = webhook_secret(settings).encode()
        id = settings.telegram_token.partition(":")[0]

        @blueprint.post("/webhook")
        async def receive(request: Request) -> HTTPResponse:
            told = request.headers.get(SECRET_HEADER, "")
            if not hmac.compare_digest(told.encode(errors="replace"), secret):
                return response.empty(403)
            update = parse(request.body)
            try:
                if move := updates.moved(update):
                    await groups.moved(*move)
                if (arrival := updates.arrival(update, id)) and (meant := await groups.select(arrival)):
                    await messenger.arrive(meant)
            except (StoreError, ChannelError) as error:  # Telegram delivers it again
                metrics.failed(error)
                log.warning("%s", error.message)
                return response.empty(503)
            return response.empty(200)

        self._serve(blueprint, messenger, open=bot.open, introduce=bot.introduce, close=bot.close)
        return blueprint
