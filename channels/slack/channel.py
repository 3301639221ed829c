"""The Slack channel of Rasa: everything below `/webhooks/slack`."""

from __future__ import annotations

import asyncio
import logging
from collections.abc import Awaitable, Callable
from typing import Any

from rasa.core.channels.channel import InputChannel, OutputChannel, UserMessage
from sanic import Blueprint, Sanic

from channels.dialogue import Dialogue, Output
from channels.messenger.messenger import TRIES, Messenger
from channels.messenger.patience import patiently
from channels.messenger.service import Gone, NotNow, Rejected
from channels.outgoing import Message
from channels.slack import webhook
from channels.slack.api import Api, file_hosts
from channels.slack.service import SlackService
from unstuck.settings import Settings, read, variable

log = logging.getLogger(__name__)

NAME = "slack"


class SlackInput(InputChannel):
    """Rasa's view of the channel."""

    def __init__(self, settings: Settings) -> None:
        self._settings = settings
        self._api = Api(settings)
        self._service = SlackService(self._api)
        self._messenger: Messenger | None = None
        self._app: Sanic | None = None
        self._me = ""
        self._check: asyncio.Task | None = None

    @classmethod
    def name(cls) -> str:
        """The name that slots, tickets and variants of responses know it by."""
        return NAME

    @classmethod
    def from_credentials(cls, credentials: dict[str, Any] | None) -> SlackInput:
        """The channel as the settings describe it; credentials.yml only names it. Raises SettingError."""
        return cls(read())

    def get_output_channel(self) -> OutputChannel | None:
        """For what the bot says of its own accord; None while the channel is off."""
        messenger = self._messenger
        if messenger is None:
            return None

        async def say(conversation: str, message: Message) -> None:
            await messenger.turns.say(conversation, [message])

        return Output(NAME, say)

    def blueprint(self, on_new_message: Callable[[UserMessage], Awaitable[Any]]) -> Blueprint:
        """The routes; none without the settings. Raises StoreError."""
        blueprint = Blueprint("slack_webhook")
        settings = self._settings
        if not (settings.slack_token and settings.slack_signing_secret):
            if settings.slack_token:
                log.error("Slack is off: %s is not set, see docs/slack.md.", variable("slack_signing_secret"))
            return blueprint
        dialogue = Dialogue(NAME, on_new_message, self._agent)
        messenger = Messenger(NAME, settings, dialogue, self._service, file_hosts(settings.slack_api))
        self._messenger = messenger
        webhook.add(blueprint, settings.slack_signing_secret, messenger, lambda: self._me)

        @blueprint.listener("after_server_start")
        async def start(app: Sanic, _: Any) -> None:
            self._app = app
            await self._api.open()
            await messenger.start()
            self._check = asyncio.create_task(self._introduce())

        @blueprint.listener("before_server_stop")
        async def stop(app: Sanic, _: Any) -> None:
            if self._check:
                self._check.cancel()
            await messenger.stop()
            await self._api.close()

        return blueprint

    async def settle(self) -> None:
        """Wait until everything that arrived has been answered, delivered and shown."""
        if self._messenger:
            await self._messenger.settle()
        await self._service.settle()

    async def _introduce(self) -> None:
        """Try the token, so that a wrong one is told of at the start and not at the first message."""
        try:
            self._me = await patiently(self._api.who_am_i, TRIES)
        except (NotNow, Rejected, Gone) as error:
            log.warning("Slack could not be asked who the bot is: %s", error.message)

    def _agent(self) -> Any:
        """Rasa's agent, which is loaded before the server takes its first request."""
        assert self._app is not None
        return self._app.ctx.agent
