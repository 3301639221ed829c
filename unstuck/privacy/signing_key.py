"""The key that this installation signs and hashes with."""

import hashlib
import hmac
import os
import secrets
from pathlib import Path

from unstuck.errors import SettingError
from unstuck.privacy.private_files import private_folder

ACTIONS_HEADER = "X-Unstuck-Actions"  # by which a Rasa server shows that it is one of ours


def actions_secret(secret: str, folder: Path) -> str:
    """What action servers want to be told, made of the key. Raises as `key` does."""
    return hmac.new(key(secret, folder), b"actions", hashlib.sha256).hexdigest()


def key(secret: str, folder: Path) -> bytes:
    """The key: the setting, or else one that is made once and kept in `folder`, readable by this user only.

    Raises:
        SettingError: the folder cannot be written.
    """
    if secret:
        return secret.encode()
    path = folder / "secret"
    try:
        private_folder(folder)
        if not path.exists():
            # Written whole under a name of its own, so that two servers that start at once agree on the one that wins.
            made = folder / f"secret-{secrets.token_hex(8)}"
            with open(os.open(made, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600), "w") as file:
                file.write(secrets.token_hex(32))
            try:
                os.link(made, path)
            except FileExistsError:
                pass
            finally:
                made.unlink()
        return path.read_bytes()
    except OSError as error:
        message = f"{path} cannot be used ({error.strerror}): set UNSTUCK_SECRET, or UNSTUCK_VAR to a folder of yours."
        raise SettingError("no_secret", message) from error
