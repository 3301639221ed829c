"""All settings: read once from the environment, each with a cast, a default and a line of documentation.

The table in the README is this one; a test fails when it misses a line.
"""

import ipaddress
import json
import os
import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field, fields
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit

from unstuck.errors import SettingError

ROOT = Path(__file__).resolve().parent.parent


def _setting(default: Any, cast: Callable[[str], Any], doc: str, private: bool = False) -> Any:
    """A field; the value of a private one, which may hold a password, is never shown."""
    return field(default=default, metadata={"cast": cast, "doc": doc, "private": private}, repr=not private)


def _folder(text: str) -> Path:
    return Path(text).expanduser().resolve()


def _positive(cast: Callable[[str], Any]) -> Callable[[str], Any]:
    def read(text: str) -> Any:
        number = cast(text)
        if not number > 0:
            raise ValueError("must be above zero")
        return number

    return read


def _one_of(*choices: str) -> Callable[[str], str]:
    def read(text: str) -> str:
        if text not in choices:
            raise ValueError(f"must be one of {', '.join(choices)}")
        return text

    return read


def _origins(text: str) -> str:
    for origin in text.split():
        if origin != "*" and not re.fullmatch(r"https?://[^/\s@?#]+", origin):
            raise ValueError(f"{origin} is not like https://example.com")
    return text


def _address(*schemes: str) -> Callable[[str], str]:
    def read(text: str) -> str:
        try:
            good = urlsplit(text).scheme in schemes and urlsplit(text).port != 0
        except ValueError:  # whose message may hold a part of a password
            good = False
        if not good:
            raise ValueError(f"must be like {schemes[0]}://host:port/name")
        return text

    return read


def _database(text: str) -> str:
    return _address("postgresql")(re.sub("^postgres:", "postgresql:", text))  # as some hosts write it


def _objects(text: str) -> str:
    if not re.fullmatch(r"(s3://[\w.-]+|https?://[^/\s@]+/[\w.-]+)/?", text):
        raise ValueError("must be like s3://bucket or https://host/bucket")
    return text


def _broker(text: str) -> str:
    if not (text.startswith("{") and json.loads(text).get("type")):
        raise ValueError("must be a JSON object with a type")
    return text


def _web_address(text: str) -> str:
    if not re.fullmatch(r"https?://[^/\s@?#]+(/\S*)?", text):
        raise ValueError("it is not like https://example.com/path")
    return text


def _mail_addresses(text: str) -> str:
    for address in text.split():
        if not re.fullmatch(r"[^\s@<>,;:\"]+@[^\s@<>,;:\"]+", address):
            raise ValueError(f"{address} is not like name@example.com")
    return text


def _api_address(text: str) -> str:
    if not re.fullmatch(r"https?://[^/\s@?#]+/([^\s?#]*/)?", text):
        raise ValueError("must be like https://example.com/api/")
    return text


def _host_address(text: str) -> str:
    if not re.fullmatch(r"https?://[^/\s@?#]+/?", text):
        raise ValueError("it is not like https://example.com")
    return text.rstrip("/")


def _at_least_zero(text: str) -> int:
    number = int(text)
    if number < 0:
        raise ValueError("must not be below zero")
    return number


def _first_of_three_ports(text: str) -> int:
    number = int(text)
    if not 0 <= number <= 65533:
        raise ValueError("must be from 0 to 65533: the two ports after it are used as well")
    return number


def _ip_address(text: str) -> str:
    return str(ipaddress.ip_address(text))


def _hard_to_guess(text: str) -> str:
    if len(text) < 16:
        raise ValueError("must have 16 characters or more")
    return text


@dataclass(frozen=True)
class Settings:
    """One value for each environment variable `UNSTUCK_<NAME>`."""

    articles: Path = _setting(ROOT / "data" / "articles", _folder, "folder of the articles")
    patterns: Path = _setting(ROOT / "data" / "entities", _folder, "folder of the patterns of entities and clauses")
    statements: Path = _setting(ROOT / "data" / "statements", _folder, "folder of messages taken apart into statements")
    models: Path = _setting(ROOT / "models", _folder, "folder of the trained model and the sentence encoder")
    encoder: str = _setting(
        "int8", _one_of("int8", "fp32"), "precision of the sentence encoder: int8, or fp32, which is slower"
    )
    var: Path = _setting(ROOT / "var", _folder, "folder of everything that is kept here: database, attachments")
    database: str = _setting("", _database, "address of a PostgreSQL database; when empty, SQLite in var", private=True)
    redis: str = _setting(
        "",
        _address("redis", "rediss", "unix"),
        "address of a Redis, which several Rasa servers need; when empty, one is alone",
        private=True,
    )
    objects: str = _setting(
        "",
        _objects,
        "bucket for attachments, s3://bucket or https://host/bucket (keys as for AWS); when empty, files in var",
    )
    events: str = _setting(
        "",
        _broker,
        'broker that is told all events, as Rasa\'s event_broker but in JSON: {"type": "pika", ...}; when empty, none',
        private=True,
    )
    host: str = _setting("127.0.0.1", str, "address that the Rasa server listens on")
    port: int = _setting(5005, _positive(int), "port of the Rasa server")
    actions_host: str = _setting(
        "127.0.0.1", str, "address that the action server listens on, and where Rasa finds it; keep it private"
    )
    actions_port: int = _setting(5055, _positive(int), "port of the action server")
    max_upload_mb: float = _setting(25.0, _positive(float), "largest attachment taken, in megabytes (10^6 bytes)")
    attachment_hours: float = _setting(24.0, _positive(float), "hours after which an attachment is deleted")
    photo_seconds: float = _setting(5.0, _positive(float), "time limit of one picture's inspection or repair")
    photo_memory_mb: int = _setting(1500, _positive(int), "memory limit of one picture worker, in megabytes")
    photo_workers: int = _setting(2, _positive(int), "picture workers of one process")
    photo_megapixels: float = _setting(100.0, _positive(float), "pictures with more megapixels are not decoded")
    secret: str = _setting(
        "", str, "key that signs sessions and links; when empty, one is made and kept in var", private=True
    )
    identity_secret: str = _setting(
        "",
        _hard_to_guess,
        "secret of 16 characters or more by which the server of a page signs who its visitor is (docs/widget.md)",
        private=True,
    )
    origins: str = _setting(
        "", _origins, "origins whose pages may embed the chat, with spaces between, or *; the server's own always may"
    )
    proxies: int = _setting(0, _at_least_zero, "trusted proxies in front, which tell the sender's address")
    session_days: float = _setting(30.0, _positive(float), "days of silence after which a browser forgets its chat")
    messages_a_minute: int = _setting(30, _positive(int), "messages taken of one conversation in a minute")
    uploads_an_hour: int = _setting(30, _positive(int), "files taken of one conversation in an hour")
    sessions_an_hour: int = _setting(300, _positive(int), "new conversations taken of one address in an hour")
    retention_days: float = _setting(30.0, _positive(float), "days of silence after which a conversation is erased")
    log: str = _setting("text", _one_of("text", "json"), "form of the log: text for people, json for programs")
    metrics_port: int = _setting(
        0,
        _first_of_three_ports,
        "port of the Rasa server's /metrics, the next of the action server's, then of the sender's; 0 for none"
        " (docs/metrics.md)",
    )
    metrics_host: str = _setting("127.0.0.1", _ip_address, "address that /metrics listens on")
    desk_webhook: str = _setting("", _web_address, "address that every ticket is posted to (docs/hand-off.md)")
    desk_secret: str = _setting("", str, "key that signs what is posted there", private=True)
    desk_slack_channel: str = _setting("", str, "Slack channel, by its id, that every ticket is written to")
    desk_email: str = _setting("", _mail_addresses, "mail addresses that every ticket is sent to, with spaces between")
    smtp: str = _setting("", str, "mail server: smtp+starttls://user@host:587, smtps://user@host or smtp://host")
    smtp_password: str = _setting("", str, "password at the mail server", private=True)
    smtp_from: str = _setting("", _mail_addresses, "mail address that tickets come from")
    slack_token: str = _setting("", str, "Slack's bot token, xoxb-…; the Slack channel is off without it", private=True)
    slack_signing_secret: str = _setting(
        "", str, "Slack's signing secret; the Slack channel is off without it", private=True
    )
    slack_api: str = _setting(
        "https://slack.com/api/",
        _api_address,
        "address of Slack's API; files are taken from its host and those below it",
    )
    telegram_token: str = _setting(
        "", str, "token of the Telegram bot, from @BotFather; without it Telegram is off", private=True
    )
    telegram_secret: str = _setting(
        "", str, "what Telegram has to send with each update; when empty, it is made of the token", private=True
    )
    telegram_api: str = _setting("https://api.telegram.org", _host_address, "address of Telegram's Bot API")
    insight_token: str = _setting(
        "",
        _hard_to_guess,
        "token of 16 characters or more that opens the team's page, /insight; when empty, there is none",
        private=True,
    )

    @property
    def database_location(self) -> Path | str:
        """Where the stores' database is: on PostgreSQL, or in a folder by SQLite."""
        return self.database or self.var


def variable(name: str) -> str:
    """The environment variable of the setting `name`."""
    return f"UNSTUCK_{name.upper()}"


def read(environment: Mapping[str, str] = os.environ) -> Settings:
    """Read all settings.

    Args:
        environment: names to texts; unset or empty ones take their default.

    Raises:
        SettingError: a value cannot be cast; it names the variable and what it stands for.
    """
    values: dict[str, Any] = {}
    for item in fields(Settings):
        text = environment.get(variable(item.name), "").strip()
        if not text:
            continue
        try:
            values[item.name] = item.metadata["cast"](text)
        except ValueError as error:
            shown = "•••" if item.metadata["private"] else repr(text)
            raise SettingError(
                "bad_setting",
                f"{variable(item.name)}={shown} cannot be used ({error}): it is the {item.metadata['doc']}.",
            ) from None
    return Settings(**values)
