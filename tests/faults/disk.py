"""A disk that can be filled: a small tmpfs, or where none can be mounted, PostgreSQL kept from writing to any file."""

from __future__ import annotations

import os
import resource
import subprocess
from contextlib import suppress
from pathlib import Path

from tests.servers.peers import Postgres

BYTES = 1_500_000_000
PIECES = (1_000_000, 4096)


class Disk:
    """A folder for PostgreSQL. `kind` says what it is."""

    def __init__(self, folder: Path) -> None:
        folder.mkdir()
        options = f"size={BYTES},mode=1777"
        mounted = subprocess.run(
            ["mount", "-t", "tmpfs", "-o", options, "tmpfs", folder], capture_output=True, check=False
        )
        self.folder = folder if mounted.returncode == 0 else None
        self.kind = "a tmpfs" if self.folder else "a limit on the size of PostgreSQL's files"

    def fill(self, postgres: Postgres) -> None:
        """Leave no byte free."""
        if self.folder is None:
            self._limit(postgres, 0)
            return
        with (self.folder / "ballast").open("wb") as file:
            for piece in PIECES:
                with suppress(OSError):
                    while True:  # PostgreSQL writes meanwhile, so nobody knows how much is free
                        os.posix_fallocate(file.fileno(), os.fstat(file.fileno()).st_size, piece)

    def free(self, postgres: Postgres) -> None:
        """Give it back, and start PostgreSQL if that was too much for it."""
        if self.folder:
            (self.folder / "ballast").unlink()
        elif postgres.runs:
            self._limit(postgres, resource.RLIM_INFINITY)
        if not postgres.runs:
            postgres.start()

    def close(self) -> None:
        """Unmount it."""
        if self.folder:
            subprocess.run(["umount", "-l", self.folder], check=False)

    def _limit(self, postgres: Postgres, most: int) -> None:
        for process in postgres.processes():
            process.rlimit(resource.RLIMIT_FSIZE, (most, resource.RLIM_INFINITY))
