"""All settings: read once from the environment, each with a cast, a default and a line of documentation.

The table in the README is this one. Not by pydantic-settings: its errors quote the value, which may be a password.
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
MAIL_ADDRESS = r"[^\s@<>,;:\"]+@[^\s@<>,;:\"]+"


def _setting(default: Any, cast: Callable[[str], Any], doc: str, private: bool = False) -> Any:
    """A field; the value of a private one, which may hold a password, is never shown."""
    return field(default=default, metadata={"cast": cast, "doc": doc, "private": private}, repr=not private)


def _secret(doc: str, cast: Callable[[str], Any] | None = None) -> Any:
    """A private field, empty by default."""
    return _setting("", cast or _plain, doc, private=True)


def _folder(text: str) -> Path:
    return Path(text).expanduser().resolve()


def _checked(cast: Callable[[str], Any], is_good: Callable[[Any], object], why: str) -> Callable[[str], Any]:
    def read(text: str) -> Any:
        value = cast(text)
        if not is_good(value):
            raise ValueError(why)
        return value

    return read


def _number(cast: Callable[[str], Any], most: int, zero: bool = False) -> Callable[[str], Any]:
    why = f"must be {'from' if zero else 'above'} 0, and {most} at most"
    return _checked(cast, lambda number: 0 < number <= most or (zero and number == 0), why)


def _one_of(*choices: str) -> Callable[[str], str]:
    return _checked(str, choices.__contains__, f"must be one of {', '.join(choices)}")


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


def _broker(text: str) -> str:
    if not (text.startswith("{") and json.loads(text).get("type")):
        raise ValueError("must be a JSON object with a type")
    return text


def _like(pattern: str, example: str) -> Callable[[str], str]:
    return _checked(str, lambda text: re.fullmatch(pattern, text), f"it is not like {example}")


def _web(default: str, doc: str, path: str = "/?") -> Any:
    """An address of the web: host, and what `path` takes behind it."""
    return _setting(default, _like(rf"https?://[^/\s@?#]+{path}", default or "https://example.com"), doc)


def _each_like(pattern: str, example: str) -> Callable[[str], str]:
    def read(text: str) -> str:
        for word in text.split():
            if not re.fullmatch(pattern, word):
                raise ValueError(f"{word} is not like {example}")
        return text

    return read


_plain = _checked(str, lambda text: text.isascii() and text.isprintable(), "must be in plain letters and signs, ASCII")
_long = _checked(_plain, lambda text: len(text) >= 16, "must have 16 characters or more")

_word = _like("[A-Za-z0-9_-]{1,256}", "letters, digits, _ and -, 256 at most")
_ip = _checked(str, ipaddress.ip_address, "")
_port, _many = _checked(int, range(1, 65_536).__contains__, "there is no such port"), _number(int, 10**9)
_size, _days = _number(float, 10**6), _number(float, 36_500)


@dataclass(frozen=True)
class Settings:
    """One value for each environment variable `UNSTUCK_<NAME>`."""

    articles: Path = _setting(ROOT / "data" / "articles", _folder, "folder of the articles")
    examples: Path = _setting(ROOT / "data/nlu/articles", _folder, "folder of examples of the articles' own intents")
    words: Path = _setting(ROOT / "data" / "words", _folder, "folder of the words in each language (docs/languages.md)")
    patterns: Path = _setting(ROOT / "data" / "entities", _folder, "folder of the patterns of entities and clauses")
    statements: Path = _setting(ROOT / "data" / "statements", _folder, "folder of messages taken apart into statements")
    hours: Path = _setting(ROOT / "data" / "hours.yml", _folder, "file of the team's office hours (docs/hand-off.md)")
    models: Path = _setting(ROOT / "models", _folder, "folder of the trained model and the sentence encoder")
    encoder: str = _setting(
        "int8", _one_of("int8", "fp32"), "precision of the sentence encoder: int8, or the slower fp32"
    )
    var: Path = _setting(ROOT / "var", _folder, "folder of everything that is kept here: database, attachments")
    database: str = _secret("address of a PostgreSQL database; when empty, SQLite in var", _database)
    redis: str = _secret(
        "address of a Redis, which several Rasa servers need; when empty, one is alone",
        _address("redis", "rediss", "unix"),
    )
    objects: str = _setting(
        "",
        _like(r"(s3://[\w.-]+|https?://[^/\s@]+/[\w.-]+)/?", "s3://bucket or https://host/bucket"),
        "bucket for attachments, s3://bucket or https://host/bucket (keys as for AWS); when empty, files in var",
    )
    events: str = _secret(
        'broker that is told all events, as Rasa\'s event_broker but in JSON: {"type": "pika", ...}; when empty, none',
        _broker,
    )
    host: str = _setting("127.0.0.1", str, "address that the Rasa server listens on")
    port: int = _setting(5005, _port, "port of the Rasa server")
    rest: str = _setting(
        "local", _one_of("on", "off", "local"), "REST, for the terminal and tests: on, off, or local: while the host is"
    )
    actions_host: str = _setting("127.0.0.1", str, "address of the action server; keep it private")
    actions_port: int = _setting(5055, _port, "port of the action server")
    address: str = _web("", "address at which people reach this server, for links in mails; when empty, host and port")
    max_upload_mb: float = _setting(25.0, _size, "largest attachment taken, in megabytes (10^6 bytes)")
    attachment_hours: float = _setting(24.0, _size, "hours after which an attachment is deleted")
    photo_seconds: float = _setting(5.0, _size, "time limit of one picture's inspection or repair")
    photo_memory_mb: int = _setting(1500, _many, "memory limit of one picture worker, in megabytes")
    photo_workers: int = _setting(2, _many, "picture workers of one process")
    photo_megapixels: float = _setting(100.0, _size, "pictures with more megapixels are not decoded")
    secret: str = _secret("key that signs sessions and links; when empty, one is made and kept in var")
    identity_secret: str = _secret(
        "secret of 16 characters or more by which the server of a page signs who its visitor is (docs/widget.md)", _long
    )
    origins: str = _setting(
        "",
        _each_like(r"\*|https?://[^/\s@?#]+", "https://example.com"),
        "origins whose pages may embed the chat, with spaces between, or *; the server's own always may",
    )
    proxies: int = _setting(0, _number(int, 99, zero=True), "trusted proxies in front, which tell the sender's address")
    session_days: float = _setting(30.0, _days, "days of silence after which a browser forgets its chat")
    messages_a_minute: int = _setting(30, _many, "messages taken of one conversation in a minute")
    uploads_an_hour: int = _setting(30, _many, "files taken of one conversation in an hour")
    sessions_an_hour: int = _setting(300, _many, "new conversations taken of one address in an hour")
    retention_days: float = _setting(30.0, _days, "days of silence after which a conversation is erased")
    log: str = _setting("text", _one_of("text", "json"), "form of the log: text for people, json for programs")
    metrics_port: int = _setting(
        0,
        _number(int, 65_533, zero=True),
        "port of the Rasa server's /metrics, the next two of action server and sender; 0 for none (docs/metrics.md)",
    )
    metrics_host: str = _setting("127.0.0.1", _ip, "address that /metrics listens on")
    desk_webhook: str = _web("", "address that every ticket is posted to (docs/hand-off.md)", r"(/\S*)?")
    desk_secret: str = _secret("key that signs what is posted there, and the answers from there")
    desk_slack_channel: str = _setting("", str, "Slack channel, by its id, that every ticket is written to")
    desk_email: str = _setting(
        "",
        _each_like(MAIL_ADDRESS, "name@example.com"),
        "mail addresses that every ticket is sent to, with spaces between",
    )
    smtp: str = _setting("", str, "mail server: smtp+starttls://user@host:587, smtps://user@host or smtp://host")
    smtp_password: str = _secret("password at the mail server")
    smtp_from: str = _setting("", _each_like(MAIL_ADDRESS, "name@example.com"), "mail address that tickets come from")
    slack_token: str = _secret("Slack's bot token, xoxb-…; the Slack channel is off without it")
    slack_signing_secret: str = _secret("Slack's signing secret; the Slack channel is off without it")
    slack_api: str = _web(
        "https://slack.com/api/",
        "address of Slack's API; files are taken from its host and those below it",
        r"/([^\s?#]*/)?",
    )
    telegram_token: str = _secret("token of the Telegram bot, from @BotFather; without it Telegram is off")
    telegram_secret: str = _secret("what Telegram has to send with each update; when empty, made of the token", _word)
    telegram_api: str = _web("https://api.telegram.org", "address of Telegram's Bot API")
    whatsapp_token: str = _secret("access token of a system user at Meta; without it WhatsApp is off")
    whatsapp_number: str = _setting(
        "", _like(r"\d{5,20}", "106540352242922"), "id of the WhatsApp number at Meta, not the number itself"
    )
    whatsapp_secret: str = _secret("secret of the app at Meta, by which WhatsApp signs what it delivers")
    whatsapp_verify_token: str = _secret("text of your own that Meta sends when it checks the address")
    whatsapp_template: str = _setting(
        "",
        _like(r"[a-z0-9_]{1,512}/[A-Za-z_]{2,8}", "name/en_US"),
        "template that asks people to write first when a day has passed, name/language; when empty, none is sent",
    )
    whatsapp_api: str = _web(
        "https://graph.facebook.com/v24.0", "address of Meta's Graph API with its version", r"/\S*[^/\s]"
    )
    discord_token: str = _secret("token of the bot at Discord; without it Discord is off")
    discord_api: str = _web("https://discord.com/api/v10", "address of Discord's API with its version", r"/\S*[^/\s]")
    insight_token: str = _secret(
        "token of 16 characters or more that opened /insight before; the first teammate may join by it", _long
    )

    @property
    def public_address(self) -> str:
        """Where people reach this server, without a slash at the end."""
        return self.address.rstrip("/") or f"http://{self.host}:{self.port}"

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
        if not (text := environment.get(variable(item.name), "").strip()):
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
