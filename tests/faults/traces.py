"""Where words are that should be nowhere: tables, files, keys of Redis. Each place is told by its name."""

from __future__ import annotations

from collections.abc import Iterable
from pathlib import Path

import redis
from sqlalchemy import inspect, text

from unstuck.settings import Settings
from unstuck.storage.database import connect, open_tracker, transaction


def in_tables(settings: Settings, words: Iterable[str]) -> list[str]:
    """The tables of the bot and of Rasa's tracker that hold one of these words."""
    wanted, found = list(words), []
    for engine in {connect(settings.database_location), open_tracker(settings.database_location)}:
        with transaction(engine) as connection:
            for name in inspect(connection).get_table_names():
                rows = str([tuple(row) for row in connection.execute(text(f"SELECT * FROM {name}")).all()])
                found += [f"table {name}"] * any(word in rows for word in wanted)
    return found


def in_files(folder: Path, words: Iterable[str], files: str = "*") -> list[str]:
    """The files below a folder that hold one of these words, or are named so: logs, SQLite with its log, pictures."""
    wanted, found = list(words), []
    for path in sorted(folder.rglob(files)):
        held = path.read_bytes() if path.is_file() else b""
        found += [f"file {path.name}"] * any(word.encode() in held or word in path.name for word in wanted)
    return found


def in_redis(address: str, words: Iterable[str]) -> list[str]:
    """The keys that hold one of these words, in their names or as text."""
    wanted = list(words)
    with redis.Redis.from_url(address, decode_responses=True) as client:
        pairs = [(key, str(client.get(key)) if client.type(key) == "string" else "") for key in client.scan_iter()]
    return [f"key {key}" for key, value in pairs if any(word in key or word in value for word in wanted)]
