"""All settings: read once from the environment, each with a cast, a default and a line of documentation.

The table in the README is this one. Not by pydantic-settings: its errors quote the value, which may be a password.
"""

import os
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field, fields
from pathlib import Path
from typing import Any

from unstuck import casts
from unstuck.errors import SettingError

ROOT = Path(__file__).resolve().parent.parent
MAIL_ADDRESS = r"[^\s@<>,;:\"]+@[^\s@<>,;:\"]+"


def _setting(default: Any, cast: Callable[[str], Any], doc: str, private: bool = False) -> Any:
    """A field; the value of a private one, which may hold a password, is never shown."""
    return field(default=default, metadata={"cast": cast, "doc": doc, "private": private}, repr=not private)


def _secret(doc: str, cast: Callable[[str], Any] | None = None) -> Any:
    """A private field, empty by default."""
    return _setting("", cast or casts.plain, doc, private=True)


def _web(default: str, doc: str, path: str = "/?") -> Any:
    """An address of the web: host, and what `path` takes behind it."""
    return _setting(default, casts.like(rf"https?://[^/\s@?#]+{path}", default or "https://example.com"), doc)


@dataclass(frozen=True)
class Settings:
    """One value for each environment variable `UNSTUCK_<NAME>`."""

    articles: Path = _setting(ROOT / "data" / "articles", casts.folder, "folder of the articles")
    examples: Path = _setting(
        ROOT / "data/nlu/articles", casts.folder, "folder of examples of the articles' own intents"
    )
    words: Path = _setting(
        ROOT / "data" / "words", casts.folder, "folder of the words in each language (docs/languages.md)"
    )
    patterns: Path = _setting(
        ROOT / "data" / "entities", casts.folder, "folder of the patterns of entities and clauses"
    )
    statements: Path = _setting(
        ROOT / "data" / "statements", casts.folder, "folder of messages taken apart into statements"
    )
    languages: Path = _setting(ROOT / "data" / "languages", casts.folder, "folder of what is heard in each language")
    hours: Path = _setting(
        ROOT / "data" / "hours.yml", casts.folder, "file of the team's office hours (docs/hand-off.md)"
    )
    models: Path = _setting(ROOT / "models", casts.folder, "folder of the trained model and the sentence encoder")
    encoder: str = _setting("int8", casts.one_of("int8", "fp32"), "precision of the encoder: int8, or the slower fp32")
    var: Path = _setting(ROOT / "var", casts.folder, "folder of everything that is kept here: database, attachments")
    database: str = _secret("address of a PostgreSQL database; when empty, SQLite in var", casts.database)
    redis: str = _secret(
        "address of a Redis, which several Rasa servers need; when empty, one is alone",
        casts.address("redis", "rediss", "unix"),
    )
    objects: str = _setting(
        "",
        casts.like(r"(s3://[\w.-]+|https?://[^/\s@]+/[\w.-]+)/?", "s3://bucket or https://host/bucket"),
        "bucket for attachments, s3://bucket or https://host/bucket (keys as for AWS); when empty, files in var",
    )
    events: str = _secret(
        'broker that is told all events, as Rasa\'s event_broker but in JSON: {"type": "pika", ...}; when empty, none',
        casts.broker,
    )
    host: str = _setting("127.0.0.1", str, "address that the Rasa server listens on")
    port: int = _setting(5005, casts.port, "port of the Rasa server")
    rest: str = _setting(
        "local",
        casts.one_of("on", "off", "local"),
        "REST, for the terminal and tests: on, off, or local: while the host is",
    )
    actions_host: str = _setting("127.0.0.1", str, "address of the action server; keep it private")
    actions_port: int = _setting(5055, casts.port, "port of the action server")
    address: str = _web("", "address at which people reach this server, for links in mails; when empty, host and port")
    max_upload_mb: float = _setting(25.0, casts.size, "largest attachment taken, in megabytes (10^6 bytes)")
    attachment_hours: float = _setting(24.0, casts.size, "hours after which an attachment is deleted")
    photo_seconds: float = _setting(5.0, casts.size, "time limit of one picture's inspection or repair")
    photo_memory_mb: int = _setting(1500, casts.many, "memory limit of one picture worker, in megabytes")
    photo_workers: int = _setting(2, casts.many, "picture workers of one process")
    photo_megapixels: float = _setting(100.0, casts.size, "pictures with more megapixels are not decoded")
    secret: str = _secret("key that signs sessions and links; when empty, one is made and kept in var")
    identity_secret: str = _secret(
        "secret of 16 characters or more by which the server of a page signs who its visitor is (docs/widget.md)",
        casts.long_plain,
    )
    origins: str = _setting(
        "",
        casts.each_like(r"\*|https?://[^/\s@?#]+", "https://example.com"),
        "origins whose pages may embed the chat, with spaces between, or *; the server's own always may",
    )
    proxies: int = _setting(
        0, casts.number(int, 99, zero=True), "trusted proxies in front, which tell the sender's address"
    )
    session_days: float = _setting(30.0, casts.days, "days of silence after which a browser forgets its chat")
    messages_a_minute: int = _setting(30, casts.many, "messages taken of one conversation in a minute")
    uploads_an_hour: int = _setting(30, casts.many, "files taken of one conversation in an hour")
    sessions_an_hour: int = _setting(300, casts.many, "new conversations taken of one address in an hour")
    retention_days: float = _setting(30.0, casts.days, "days of silence after which a conversation is erased")
    log: str = _setting("text", casts.one_of("text", "json"), "form of the log: text for people, json for programs")
    metrics_port: int = _setting(
        0,
        casts.number(int, 65_533, zero=True),
        "port of the Rasa server's /metrics, the next two of action server and sender; 0 for none (docs/metrics.md)",
    )
    metrics_host: str = _setting("127.0.0.1", casts.ip, "address that /metrics listens on")
    desk_webhook: str = _web("", "address that every ticket is posted to (docs/hand-off.md)", r"(/\S*)?")
    desk_secret: str = _secret("key that signs what is posted there, and the answers from there")
    desk_slack_channel: str = _setting("", str, "Slack channel, by its id, that every ticket is written to")
    desk_email: str = _setting(
        "",
        casts.each_like(MAIL_ADDRESS, "name@example.com"),
        "mail addresses that every ticket is sent to, with spaces between",
    )
    smtp: str = _setting("", str, "mail server: smtp+starttls://user@host:587, smtps://user@host or smtp://host")
    smtp_password: str = _secret("password at the mail server")
    smtp_from: str = _setting(
        "", casts.each_like(MAIL_ADDRESS, "name@example.com"), "mail address that tickets come from"
    )
    slack_token: str = _secret("Slack's bot token, xoxb-…; the Slack channel is off without it")
    slack_signing_secret: str = _secret("Slack's signing secret; the Slack channel is off without it")
    slack_api: str = _web(
        "https://slack.com/api/",
        "address of Slack's API; files are taken from its host and those below it",
        r"/([^\s?#]*/)?",
    )
    telegram_token: str = _secret("token of the Telegram bot, from @BotFather; without it Telegram is off")
    telegram_secret: str = _secret(
        "what Telegram has to send with each update; when empty, made of the token", casts.word
    )
    telegram_api: str = _web("https://api.telegram.org", "address of Telegram's Bot API")
    whatsapp_token: str = _secret("access token of a system user at Meta; without it WhatsApp is off")
    whatsapp_number: str = _setting(
        "", casts.like(r"\d{5,20}", "106540352242922"), "id of the WhatsApp number at Meta, not the number itself"
    )
    whatsapp_secret: str = _secret("secret of the app at Meta, by which WhatsApp signs what it delivers")
    whatsapp_verify_token: str = _secret("text of your own that Meta sends when it checks the address")
    whatsapp_template: str = _setting(
        "",
        casts.like(r"[a-z0-9_]{1,512}/[A-Za-z_]{2,8}", "name/en_US"),
        "template that asks people to write first when a day has passed, name/language; when empty, none is sent",
    )
    whatsapp_api: str = _web(
        "https://graph.facebook.com/v24.0", "address of Meta's Graph API with its version", r"/\S*[^/\s]"
    )
    discord_token: str = _secret("token of the bot at Discord; without it Discord is off")
    discord_api: str = _web("https://discord.com/api/v10", "address of Discord's API with its version", r"/\S*[^/\s]")
    insight_token: str = _secret(
        "token of 16 characters or more that opened /insight before; the first teammate may join by it",
        casts.long_plain,
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
