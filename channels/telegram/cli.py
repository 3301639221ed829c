"""`unstuck telegram`: tell Telegram where the bot is, and ask it how that goes."""

import argparse
import asyncio
from datetime import UTC, datetime
from typing import Any

from unstuck import settings
from unstuck.errors import SettingError
from unstuck.wording.responses import ENGLISH, Words
from unstuck.wording.spoken_languages import spoken


def register(commands: "argparse._SubParsersAction[argparse.ArgumentParser]") -> None:
    """Add `telegram set-webhook` and `telegram status`."""
    command = commands.add_parser("telegram", help="connect the Telegram bot")
    parts = command.add_subparsers(dest="part", required=True, metavar="PART")
    place = parts.add_parser("set-webhook", help="have Telegram deliver to the bot's public address")
    place.add_argument("url", metavar="URL", help="such as https://help.example.com")
    place.set_defaults(run=set_webhook)
    parts.add_parser("status", help="say how delivery goes").set_defaults(run=status)


def set_webhook(options: argparse.Namespace) -> None:
    """Set webhook and commands. Raises SettingError for a missing or wrong token, TelegramError."""
    from channels.telegram.bot_api import UPDATES, WEBHOOK, webhook_secret

    configured = _with_token()
    url = options.url.rstrip("/").removesuffix(WEBHOOK) + WEBHOOK
    languages = spoken()
    commands = [_commands(languages.words(code)) for code in languages.translations]
    webhook = {"url": url, "secret_token": webhook_secret(configured), "allowed_updates": UPDATES}
    bot, *_ = _call(configured, ("getMe", {}), ("setWebhook", webhook), *(("setMyCommands", one) for one in commands))
    print(f"@{bot.get('username')} delivers to {url}")


def _commands(words: Words) -> dict[str, Any]:
    """What Telegram's menu says of the commands, for apps in the language of these words; English for all others."""
    from channels.telegram.commands import COMMANDS

    listed = [{"command": name, "description": words.say(f"utter_telegram_command_{name}")} for name in COMMANDS]
    whose = {} if words.language == ENGLISH else {"language_code": words.language}
    return {"commands": listed, **whose}


def status(options: argparse.Namespace) -> None:
    """Print who the bot is, where Telegram delivers, and what went wrong last. Raises as `set_webhook` does."""
    bot, webhook = _call(_with_token(), ("getMe", {}), ("getWebhookInfo", {}))
    print(f"{'bot':<11}@{bot.get('username')}")
    print(f"{'webhook':<11}{webhook.get('url') or 'none yet: unstuck telegram set-webhook URL'}")
    print(f"{'waiting':<11}{webhook.get('pending_update_count', 0)}")
    if message := webhook.get("last_error_message"):
        at = datetime.fromtimestamp(webhook.get("last_error_date", 0), UTC)
        print(f"{'last error':<11}{message} ({at:%Y-%m-%d %H:%M} UTC)")


def _with_token() -> settings.Settings:
    configured = settings.read()
    if not configured.telegram_token:
        name = settings.variable("telegram_token")
        raise SettingError("telegram_off", f"There is no Telegram bot yet: set {name} to the token from @BotFather.")
    return configured


def _call(configured: settings.Settings, *calls: tuple[str, dict[str, Any]]) -> list[Any]:
    """What the methods return, in their order. Raises SettingError for a wrong token, TelegramError."""
    import aiohttp

    from channels.telegram.bot_api import BotApi, TelegramError, wrong_token

    async def run() -> list[Any]:
        api = BotApi.from_settings(configured)
        async with aiohttp.ClientSession() as session:
            return [await api.call(session, method, values) for method, values in calls]

    try:
        return asyncio.run(run())
    except TelegramError as error:
        raise wrong_token() if error.is_about_the_token else error from None
