"""The saboteur: breaks one thing of the cluster again and again, and mends it."""

from __future__ import annotations

import threading
import time
from collections.abc import Callable, Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager
from itertools import cycle

from deploy.cluster import Cluster
from tests.faults.disk import Disk

PAUSE_SECONDS = 6.0  # between one fault and the next: nobody gets anywhere while a store is away
OUTAGE_SECONDS = 4.0
FULL_SECONDS = 5.0


class Saboteur:
    """Counts what it did: `kills` of servers, `outages` of everything else."""

    def __init__(self, cluster: Cluster, disk: Disk) -> None:
        self._cluster = cluster
        self.disk = disk
        self._victims = cycle(cluster.bots)
        # One thread for good: Linux ends a store together with the thread that started it (tests/servers/peers.py).
        self._hand = ThreadPoolExecutor(1)
        self.kills = 0
        self.outages = 0

    @contextmanager
    def at_work(self, fault: Callable[[], None] | None) -> Iterator[None]:
        """Commit `fault` again and again while the block runs, once at least; everything works again after it."""
        over = threading.Event()

        def work() -> None:
            # Who was killed has been waited for; a store is back at once, and people need time to get on.
            pause = PAUSE_SECONDS if fault not in (self.kill_a_server, self.kill_an_action_server) else 0
            while fault:
                fault()
                if over.wait(pause):
                    return

        working = self._hand.submit(work)
        try:
            yield
        finally:
            over.set()
            working.result()

    def kill_a_server(self) -> None:
        """kill -9 of one Rasa server, the other one next time; waits until it is back."""
        self._kill("rasa")

    def kill_an_action_server(self) -> None:
        """kill -9 of one action server."""
        self._kill("actions")

    def stop_redis(self) -> None:
        """Redis is gone, and has forgotten everything when it is back."""
        self._cluster.redis.stop()
        time.sleep(OUTAGE_SECONDS)
        self._cluster.redis.start()
        self.outages += 1

    def stop_postgres(self) -> None:
        """PostgreSQL is gone, as in a crash."""
        self._cluster.postgres.stop()
        time.sleep(OUTAGE_SECONDS)
        self._cluster.postgres.start()
        self.outages += 1

    def fill_the_disk(self) -> None:
        """PostgreSQL's disk has no room left."""
        self.disk.fill(self._cluster.postgres)
        time.sleep(FULL_SECONDS)
        self.disk.free(self._cluster.postgres)
        self.outages += 1

    def _kill(self, name: str) -> None:
        next(self._victims).kill(name)
        self._cluster.recover()
        self.kills += 1
