"""All settings: read once from the environment, each with a cast, a default and a line of documentation.

The table in the README is this one; a test fails when it misses a line.
"""

import os
import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field, fields
from pathlib import Path
from typing import Any

from unstuck.errors import SettingError

ROOT = Path(__file__).resolve().parent.parent


def _setting(default: Any, cast: Callable[[str], Any], doc: str) -> Any:
    return field(default=default, metadata={"cast": cast, "doc": doc})


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


def _database(text: str) -> str:
    address = re.sub("^postgres://", "postgresql://", text)  # as some hosts write it
    if not re.match(r"(postgresql|sqlite)(\+\w+)?://", address):
        raise ValueError("must start with postgresql://")
    return address


def _redis(text: str) -> str:
    if not re.match(r"(rediss?|unix)://", text):
        raise ValueError("must start with redis://")
    return text


def _objects(text: str) -> str:
    if not re.fullmatch(r"(s3://[\w.-]+|https?://[^/\s@]+/[\w.-]+)/?", text):
        raise ValueError("must be like s3://bucket or https://host/bucket")
    return text


def _at_least_zero(text: str) -> int:
    number = int(text)
    if number < 0:
        raise ValueError("must not be below zero")
    return number


def _hard_to_guess(text: str) -> str:
    if len(text) < 16:
        raise ValueError("must have 16 characters or more")
    return text


@dataclass(frozen=True)
class Settings:
    """One value for each environment variable `UNSTUCK_<NAME>`."""

    articles: Path = _setting(ROOT / "data" / "articles", _folder, "folder of the articles")
    patterns: Path = _setting(ROOT / "data" / "entities", _folder, "folder of the patterns of entities and clauses")
    models: Path = _setting(ROOT / "models", _folder, "folder of the trained model and the sentence encoder")
    encoder: str = _setting(
        "int8", _one_of("int8", "fp32"), "precision of the sentence encoder: int8, or fp32, which is slower"
    )
    var: Path = _setting(ROOT / "var", _folder, "folder of everything that is kept here: database, attachments")
    database: str = _setting("", _database, "address of a PostgreSQL database; when empty, SQLite in var")
    redis: str = _setting("", _redis, "address of a Redis, which several Rasa servers need; when empty, one is alone")
    objects: str = _setting(
        "",
        _objects,
        "bucket for attachments, s3://bucket or https://host/bucket (keys as for AWS); when empty, files in var",
    )
    host: str = _setting("127.0.0.1", str, "address that the Rasa server listens on")
    port: int = _setting(5005, _positive(int), "port of the Rasa server")
    actions_port: int = _setting(5055, _positive(int), "port of the action server, on the loopback address only")
    max_upload_mb: float = _setting(25.0, _positive(float), "largest attachment taken, in megabytes (10^6 bytes)")
    attachment_hours: float = _setting(24.0, _positive(float), "hours after which an attachment is deleted")
    photo_seconds: float = _setting(5.0, _positive(float), "time limit of one picture's inspection or repair")
    photo_memory_mb: int = _setting(1500, _positive(int), "memory limit of one picture worker, in megabytes")
    photo_workers: int = _setting(2, _positive(int), "picture workers of one process")
    photo_megapixels: float = _setting(100.0, _positive(float), "pictures with more megapixels are not decoded")
    secret: str = _setting("", str, "key that signs sessions and links; when empty, one is made and kept in var")
    origins: str = _setting(
        "", _origins, "origins whose pages may embed the chat, with spaces between, or *; the server's own always may"
    )
    proxies: int = _setting(0, _at_least_zero, "trusted proxies in front, which tell the sender's address")
    session_days: float = _setting(30.0, _positive(float), "days of silence after which a browser forgets its chat")
    messages_a_minute: int = _setting(30, _positive(int), "messages taken of one conversation in a minute")
    uploads_an_hour: int = _setting(30, _positive(int), "files taken of one conversation in an hour")
    sessions_an_hour: int = _setting(300, _positive(int), "new conversations taken of one address in an hour")
    retention_days: float = _setting(30.0, _positive(float), "days of silence after which a conversation is erased")
    insight_token: str = _setting(
        "",
        _hard_to_guess,
        "token of 16 characters or more that opens the team's page, /insight; when empty, there is none",
    )

    @property
    def place(self) -> Path | str:
        """Where the stores' database is: its address, or the folder in which SQLite keeps it."""
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
            shown = re.sub(r"//[^/]*@", "//•••@", text)  # an address may hold a password
            raise SettingError(
                "bad_setting",
                f"{variable(item.name)}={shown!r} cannot be used ({error}): it is the {item.metadata['doc']}.",
            ) from None
    return Settings(**values)
