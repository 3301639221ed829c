"""Files and folders of what is kept: for this user only, also those that an earlier version left open to others."""

import os
from contextlib import suppress
from pathlib import Path

FOLDER, FILE = 0o700, 0o600


def private_folder(folder: Path) -> None:
    """Make a folder, if there is none, that nobody else may enter. Raises OSError.

    One that belongs to somebody else, such as a volume that a container is given, stays as it is.
    """
    folder.mkdir(mode=FOLDER, parents=True, exist_ok=True)
    _close(folder, FOLDER)


def private_file(path: Path) -> None:
    """Make an empty file, if there is none, that nobody else may read. Raises OSError."""
    if not path.exists():
        path.touch(mode=FILE)
    _close(path, FILE)


def _close(path: Path, mode: int) -> None:
    with suppress(PermissionError):
        if path.stat().st_mode & 0o777 & ~mode:
            os.chmod(path, mode)
