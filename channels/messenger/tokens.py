"""Tokens: each messenger that is connected is asked, before the server starts, whether it accepts its token."""

from __future__ import annotations

import asyncio
import logging
from collections.abc import Awaitable, Callable, Iterable, Mapping

import aiohttp

from channels.discord.api import Api as Discord
from channels.messenger.service import Gone, NotNow, Rejected, TokenRefused
from channels.slack.api import Api as Slack
from channels.telegram.bot_api import BotApi, TelegramError, wrong_token
from channels.whatsapp.graph import Graph
from unstuck.errors import SettingError
from unstuck.settings import Settings, variable

SECONDS = 5  # for the answer; who cannot be reached is asked again later, while the server runs


async def _telegram(settings: Settings) -> None:
    async with aiohttp.ClientSession() as session:
        try:
            await BotApi.from_settings(settings).call(session, "getMe", {})
        except TelegramError as error:
            raise wrong_token() if error.is_about_the_token else NotNow(error.reason) from None


async def _slack(settings: Settings) -> None:
    api = Slack(settings)
    await _asked(api, api.who_am_i)


async def _whatsapp(settings: Settings) -> None:
    graph = Graph(settings)
    await _asked(graph, graph.check)


async def _discord(settings: Settings) -> None:
    api = Discord(settings)
    await _asked(api, api.me)


async def _asked(api: Slack | Graph | Discord, ask: Callable[[], Awaitable[object]]) -> None:
    await api.open()
    try:
        await ask()
    finally:
        await api.close()


_ASK: Mapping[str, Callable[[Settings], Awaitable[None]]] = {
    "Slack": _slack,
    "Telegram": _telegram,
    "WhatsApp": _whatsapp,
    "Discord": _discord,
}


def demand_accepted(settings: Settings, connected: Iterable[str]) -> None:
    """Raise SettingError for the token of a messenger, of those that are connected, which refuses it.

    One that does not answer now may do so later.
    """
    logging.disable()  # the sentence says it all
    try:
        for name in _ASK:
            if name.lower() in connected:
                asyncio.run(_try(name, settings))
    finally:
        logging.disable(logging.NOTSET)


async def _try(name: str, settings: Settings) -> None:
    try:
        await asyncio.wait_for(_ASK[name](settings), SECONDS)
    except (TokenRefused, Rejected, Gone) as error:
        token, page = variable(f"{name.lower()}_token"), f"docs/{name.lower()}.md"
        raise SettingError(
            f"{name.lower()}_token_refused",
            f"{name} does not accept {token} ({error.reason}): set it as {page} says.",
        ) from None
    except (NotNow, TimeoutError):
        return
