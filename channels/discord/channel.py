"""The Discord channel of Rasa. It has no route: this process connects to Discord, which tells everything there."""

from __future__ import annotations

import asyncio
import logging
from asyncio import to_thread
from collections.abc import Awaitable, Callable, Mapping
from datetime import timedelta
from functools import partial
from typing import Any

from rasa.core.channels.channel import UserMessage
from sanic import Blueprint

from channels.dialogue import Dialogue
from channels.discord import events
from channels.discord.api import Api, file_hosts
from channels.discord.gateway import Gateway
from channels.discord.service import DiscordService
from channels.messenger.input import MessengerInput
from channels.messenger.messenger import Messenger
from channels.messenger.patience import TRIES, patiently
from unstuck.coordination.servers import coordination
from unstuck.errors import ChannelError, StoreError
from unstuck.observability import metrics
from unstuck.settings import Settings
from unstuck.storage.inbox import Arrival
from unstuck.storage.routes import Routes

log = logging.getLogger(__name__)

LEASE_SECONDS = 20  # of several servers one is connected; when it is killed, another is after so long
RETRY_SECONDS = 2.0  # while the database is away
CATCH_UP = timedelta(days=1)  # whoever has written since then may have written again while no server was connected


class DiscordInput(MessengerInput):
    """Rasa's view of the channel. Without a token it is off."""

    NAME = "discord"

    def __init__(self, settings: Settings) -> None:
        super().__init__(settings)
        self._api = Api(settings)
        self._me = ""
        self._listener: asyncio.Task | None = None

    def blueprint(self, on_new_message: Callable[[UserMessage], Awaitable[Any]]) -> Blueprint:
        """No routes. Raises StoreError."""
        blueprint = Blueprint(self.NAME)
        settings = self._settings
        if not settings.discord_token:
            return blueprint
        dialogue = Dialogue(self.NAME, on_new_message, self._agent)
        service = DiscordService(self._api)
        messenger = Messenger(self.NAME, settings, dialogue, service, file_hosts(settings.discord_api))
        self._serve(blueprint, messenger, open=self._open, introduce=self._introduce, close=self._close)
        return blueprint

    async def _open(self) -> None:
        await self._api.open()
        self._listener = asyncio.create_task(self._listen())

    async def _close(self) -> None:
        if self._listener:
            self._listener.cancel()
        await self._api.close()

    async def _introduce(self) -> None:
        """Try the token, so that a wrong one is told of at the start."""
        try:
            await patiently(self._api.me, TRIES)
        except ChannelError as error:
            log.warning("Discord could not be asked who the bot is: %s", error.message)

    async def _listen(self) -> None:
        """Stay connected while no other server is."""
        while True:
            try:
                async with coordination(self._settings.redis).hold("discord:gateway", LEASE_SECONDS):
                    await Gateway(self._api.gateway, self._settings.discord_token, self._heard).run()
            except StoreError as error:
                metrics.failed(error)
                log.error("%s", error.message)
            await asyncio.sleep(RETRY_SECONDS)

    async def _heard(self, name: str, data: Mapping[str, Any]) -> None:
        """Write down what an event brings, for as long as that takes."""
        if name == "READY":
            self._me = str(data["user"]["id"])
            await _in_the_end(self._catch_up)
        elif name == "MESSAGE_CREATE":
            await self._take(events.message(data, self._me))
        elif name == "INTERACTION_CREATE":
            await self._take(events.press(data))

    async def _take(self, arrival: Arrival | None) -> None:
        assert self._messenger
        if arrival:
            await _in_the_end(partial(self._messenger.arrive, arrival))

    async def _catch_up(self) -> None:
        """Take what people have written while no server was connected, in the conversations of the last day."""
        routes = Routes.from_settings(self._settings, channel=self.NAME)
        for address in await to_thread(routes.recent, CATCH_UP):
            server = {"guild_id": "1"} if address["server"] else {}
            try:
                missed = await patiently(partial(self._api.since, address["channel"], address["last"]), TRIES)
            except ChannelError as error:
                log.warning("what was written meanwhile cannot be read: %s", error.message)
                continue
            for said in missed:
                await self._take(events.message({**said, **server} if isinstance(said, Mapping) else said, self._me))


async def _in_the_end(work: Callable[[], Awaitable[None]]) -> None:
    """Do something as soon as the database answers."""
    while True:
        try:
            await work()
            return
        except StoreError as error:
            metrics.failed(error)
            log.error("%s", error.message)
            await asyncio.sleep(RETRY_SECONDS)
