"""The whole bot on several servers, as plain processes of this machine: `make cluster`.

For trying it out, and for the tests that break it. The stores are the tests' own, from wheels (PostgreSQL, Redis and a
server that speaks S3); they listen on the loopback address alone and forget everything when they stop. What a real
installation looks like is in compose.yml beside this file.
"""

from __future__ import annotations

import os
import secrets
import signal
import sys
import threading
import time
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from tempfile import TemporaryDirectory

from tests.servers.bot import START_SECONDS, Bot
from tests.servers.peers import ObjectStore, Postgres, Redis

SERVERS = 2
RESTART_SECONDS = 1.0  # after which a process that died is started again
ROLES = ("actions", "rasa", "sender")


class Cluster:
    """Stores, and `servers` times a Rasa server with an action server and a sender of its own.

    Args:
        folder: for logs, a folder each server.
        disk: the folder on whose disk PostgreSQL has its files; None for the usual one.
        servers: how many.
        settings: environment variables for all processes.
    """

    def __init__(self, folder: Path, disk: Path | None = None, servers: int = SERVERS, **settings: str) -> None:
        self.postgres, self.redis, self.objects = Postgres(disk), Redis(), ObjectStore()
        shared = {
            "UNSTUCK_DATABASE": self.postgres.database(),
            "UNSTUCK_REDIS": self.redis.address,
            "UNSTUCK_OBJECTS": self.objects.bucket(),
            "UNSTUCK_SECRET": secrets.token_hex(16),
        }
        folders = [folder / f"server-{number}" for number in range(1, servers + 1)]
        for each in folders:
            each.mkdir(parents=True)
        self.bots = [Bot(each, shared | settings) for each in folders]
        self._stopping = threading.Event()
        self._keeper = threading.Thread(target=self._keep, daemon=True)

    @property
    def addresses(self) -> list[str]:
        """Of the Rasa servers."""
        return [bot.address for bot in self.bots]

    def start(self) -> None:
        """Start all servers, wait until they answer, and from then on start again what dies."""
        for bot in self.bots:
            bot.spawn(*ROLES)
        with ThreadPoolExecutor() as threads:
            list(threads.map(Bot.wait_until_ready, self.bots))
        self._keeper.start()

    def recover(self) -> None:
        """Wait until what died has been started again, and everything answers."""
        time.sleep(2 * RESTART_SECONDS)
        until = time.monotonic() + START_SECONDS
        while not all(bot.is_ready() for bot in self.bots):
            if time.monotonic() > until:
                raise TimeoutError("the servers do not come back")
            time.sleep(0.2)

    def stop(self) -> None:
        """Stop everything: the servers first, which end their turns."""
        self._stopping.set()
        if self._keeper.is_alive():
            self._keeper.join()
        with ThreadPoolExecutor() as threads:
            list(threads.map(Bot.stop, self.bots))
        for store in (self.objects, self.redis):
            store.stop()
        self.postgres.close()

    def _keep(self) -> None:
        while not self._stopping.wait(RESTART_SECONDS):
            for bot in self.bots:
                for name in [name for name, process in bot.processes.items() if process.poll() is not None]:
                    bot.spawn(name)


def main() -> None:
    """Start, say where, and stay until stopped."""
    signal.signal(signal.SIGTERM, lambda *_: sys.exit(0))
    with TemporaryDirectory(prefix="unstuck-cluster-") as folder:
        print("Starting the stores and the servers: about half a minute.", flush=True)
        cluster = Cluster(Path(folder))
        try:
            cluster.start()
            print(f"PostgreSQL  {cluster.bots[0].settings.database}\nRedis       {cluster.redis.address}")
            for number, bot in enumerate(cluster.bots, 1):
                print(
                    f"Server {number}    {bot.address}/chat, actions on {bot.settings.actions_port}, logs in {bot.var}"
                )
            print(
                "One chat goes on at every server. Kill a process to see it come back. Ctrl-C stops everything.",
                flush=True,
            )
            signal.pause()
        except KeyboardInterrupt:
            print("Stopping.")
        finally:
            cluster.stop()


if __name__ == "__main__":
    os.environ.setdefault("SQLALCHEMY_SILENCE_UBER_WARNING", "1")
    main()
