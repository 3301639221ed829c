"""What is looked at before a process begins: each thing that would keep it from working is one sentence, at once."""

from __future__ import annotations

import difflib
import gzip
import os
import sqlite3
import tarfile
import zlib
from collections.abc import Iterator, Mapping
from contextlib import closing
from dataclasses import fields
from pathlib import Path
from tempfile import TemporaryFile

from unstuck.errors import ModelError, SettingError, StoreError
from unstuck.privacy.private_files import private_folder
from unstuck.settings import Settings, variable
from unstuck.storage.database import connect

SHORTEST_SECRET = 16  # characters; fewer can be guessed
FILES = ("unstuck.db", "tracker.db")
# What each messenger needs; without one of it, it is off.
MESSENGERS = {
    "slack": ("slack_token", "slack_signing_secret"),
    "telegram": ("telegram_token",),
    "whatsapp": ("whatsapp_token", "whatsapp_number", "whatsapp_secret", "whatsapp_verify_token"),
    "discord": ("discord_token",),
}


def connected(configured: Settings) -> list[str]:
    """The messengers that are set up."""
    return [name for name, needed in MESSENGERS.items() if all(getattr(configured, one) for one in needed)]


def demand_all_good(configured: Settings) -> None:
    """Look at everything that all processes need.

    Raises:
        SettingError: a secret can be guessed, or the folder of what is kept cannot be written.
        StoreError: a database is damaged, or does not answer.
    """
    if configured.secret and len(configured.secret) < SHORTEST_SECRET:
        raise SettingError(
            "secret_too_short",
            f"{variable('secret')} has less than {SHORTEST_SECRET} characters, so it can be guessed: set a longer one,"
            " such as `openssl rand -hex 32` prints.",
        )
    demand_writable(configured.var)
    if not configured.database:
        for name in FILES:
            demand_sound(configured.var / name)
    connect(configured.database_location)


def demand_writable(folder: Path) -> None:
    """Raise SettingError unless files can be made in a folder."""
    try:
        private_folder(folder)
        with TemporaryFile(dir=folder) as file:
            file.write(b"x")
    except OSError as error:
        name = variable("var")
        raise SettingError(
            "var_unwritable",
            f"Nothing can be written to {folder} ({error.strerror}): make it writable, or set {name} to another one.",
        ) from None


def demand_sound(path: Path) -> None:
    """Raise StoreError for a file of SQLite's that is damaged. One that is busy just now is no reason to wait."""
    if not path.exists():
        return
    try:
        with closing(sqlite3.connect(path, timeout=1)) as database:
            told = database.execute("PRAGMA quick_check(1)").fetchone()[0]
    except sqlite3.OperationalError:
        return
    except sqlite3.DatabaseError as error:
        told = str(error)
    if told != "ok":
        raise StoreError(
            "store_damaged",
            f"{path} is damaged ({' '.join(told.split())}): put a backup in its place, or move it away to begin anew.",
        )


def demand_whole(model: Path) -> None:
    """Raise ModelError for a model's archive that is cut off, scrambled, or none at all."""
    try:
        with tarfile.open(model, "r:gz") as archive:
            names = {Path(member.name).name for member in archive}
        with gzip.open(model) as stream:
            while stream.read(1 << 20):  # the checksum stands at the end
                pass
    except (OSError, EOFError, tarfile.TarError, zlib.error) as error:
        raise _damaged(model, type(error).__name__) from None
    if "metadata.json" not in names:
        raise _damaged(model, "it holds no model")


def remarks(environment: Mapping[str, str] = os.environ) -> Iterator[str]:
    """A sentence for each variable that has no effect though it looks as if it should."""
    known = {variable(item.name): item for item in fields(Settings)}
    for name in sorted(environment):
        if not name.startswith("UNSTUCK_"):
            continue
        if name not in known:
            near = difflib.get_close_matches(name, known, n=1)
            yield f"{name} is no setting{f': did you mean {near[0]}?' if near else ', and has no effect.'}"
        elif known[name].metadata["private"] and not environment[name].strip():
            yield f"{name} is set and empty, which counts as not set."


def _damaged(model: Path, why: str) -> ModelError:
    return ModelError("model_damaged", f"The model {model} is damaged ({why}): delete it and run `make train`.")
