"""The fault run: people talk while the cluster is broken in every way, and each conversation is judged at the end.

`make test-faults` runs it in full; a small one is part of `make test`.
"""

from __future__ import annotations

import argparse
import json
import sys
import time
from collections import Counter
from collections.abc import Callable, Iterator, Sequence
from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

import psycopg2

from deploy.cluster import SERVERS, Cluster
from tests.faults.disk import Disk
from tests.faults.oracle import judge
from tests.faults.person import Person, Stuck
from tests.faults.saboteur import Saboteur
from unstuck.settings import ROOT

AT_ONCE = 4
PAGE = ROOT / "docs" / "faults.md"
BEGIN, END = "<!-- figures -->", "<!-- end of figures -->"
UNLIMITED = {"UNSTUCK_MESSAGES_A_MINUTE": "1000000", "UNSTUCK_SESSIONS_AN_HOUR": "1000000"}


@dataclass(frozen=True)
class Phase:
    """Some conversations, and the fault that is committed while they run."""

    name: str
    conversations: int
    fault: Callable[[], None] | None = None
    turns: int = 0
    pairs: int = 0


@dataclass(frozen=True)
class Figures:
    """What a run has shown: nothing may be `lost`, `doubled` or `wrong`, nobody `stuck`; a refusal changes nothing."""

    conversations: int
    turns: int
    pairs: int
    kills: int
    outages: int
    resent: int
    refused: int
    lost: int
    doubled: int
    wrong: int
    stuck: int

    @property
    def good(self) -> bool:
        """Whether the bot has kept its word."""
        return not (self.lost or self.doubled or self.wrong or self.stuck)

    def __str__(self) -> str:
        return ", ".join(f"{name} {value}" for name, value in vars(self).items())


class Run:
    """One run on a cluster of its own."""

    def __init__(self, cluster: Cluster, disk: Disk, say: Callable[[str], None] = print) -> None:
        self.cluster = cluster
        self.saboteur = Saboteur(cluster, disk)
        self._say = say
        self._people: list[Person] = []
        self._pairs = 0
        self._stuck: set[Person] = set()

    def go(self, phases: Sequence[Phase]) -> Figures:
        """Go through the phases, then judge."""
        for phase in phases:
            self._go_through(phase)
        return self._judge()

    def _go_through(self, phase: Phase) -> None:
        first, start = len(self._people), time.monotonic()
        people = [Person(self.cluster.addresses, seed) for seed in range(first, first + phase.conversations)]
        self._people += people
        self._pairs += phase.conversations * phase.pairs

        def talk(person: Person) -> None:
            with self._noticed(person):
                person.talk(phase.turns)
                person.pairs(phase.pairs)
            person.leave()

        with self.saboteur.at_work(phase.fault), ThreadPoolExecutor(AT_ONCE) as threads:
            for number, _ in enumerate(threads.map(talk, people), 1):
                if number % 10 == 0 or number == len(people):
                    seconds = time.monotonic() - start
                    self._say(f"{phase.name}: {number} of {len(people)} conversations, {seconds:.0f} s")

    @contextmanager
    def _noticed(self, person: Person) -> Iterator[None]:
        """Who gets stuck talks no more, and counts."""
        try:
            yield
        except Stuck as error:
            self._say(str(error))
            self._stuck.add(person)

    def _judge(self) -> Figures:
        """One more turn of everybody, now that everything works, shows what has really been kept."""

        def end(person: Person) -> list[dict[str, Any]]:
            if person not in self._stuck:
                with self._noticed(person):
                    person.turn()
            return person.history()

        with ThreadPoolExecutor(AT_ONCE) as threads:
            histories = list(threads.map(end, self._people))
        verdicts = [judge(said, person.acknowledged) for said, person in zip(histories, self._people, strict=True)]
        for person, verdict in zip(self._people, verdicts, strict=True):
            person.leave()
            if verdict.lost or verdict.doubled or verdict.wrong:
                self._say(f"{person.conversation}: {verdict}")
        return Figures(
            conversations=len(verdicts),
            turns=sum(verdict.turns for verdict in verdicts),
            pairs=self._pairs,
            kills=self.saboteur.kills,
            outages=self.saboteur.outages,
            resent=sum(person.resent for person in self._people),
            refused=sum(verdict.refused for verdict in verdicts),
            lost=sum(verdict.lost for verdict in verdicts),
            doubled=sum(verdict.doubled for verdict in verdicts) + self._worked_on_twice(),
            wrong=sum(verdict.wrong for verdict in verdicts),
            stuck=len(self._stuck),
        )

    def _worked_on_twice(self) -> int:
        """How many messages are in Rasa's memory more than once."""
        connection = psycopg2.connect(self.cluster.bots[0].settings.database)
        cursor = connection.cursor()
        cursor.execute("SELECT sender_id, data FROM events WHERE type_name = 'user'")
        heard = Counter((sender, json.loads(data)["message_id"]) for sender, data in cursor.fetchall())
        connection.close()
        twice = {key: count for key, count in heard.items() if count > 1 and not key[1].startswith("greet-")}
        for (sender, id), count in twice.items():
            self._say(f"{sender}: message {id} was worked on {count} times")
        return len(twice)


@contextmanager
def running(folder: Path, **settings: str) -> Iterator[Run]:
    """A cluster that runs with these settings, and a disk that can be filled."""
    disk = Disk(folder / "disk")
    cluster = Cluster(folder, disk.folder, **UNLIMITED, **settings)
    try:
        cluster.start()
        yield Run(cluster, disk)
    finally:
        cluster.stop()
        disk.close()


def everything(saboteur: Saboteur, conversations: int, turns: int, pairs: int) -> list[Phase]:
    """The full programme: `conversations` over all faults, and `pairs` of messages, 20 in each conversation."""
    faults = {
        "servers killed": saboteur.kill_a_server,
        "Redis stopped": saboteur.stop_redis,
        "PostgreSQL stopped": saboteur.stop_postgres,
        "action servers killed": saboteur.kill_an_action_server,
        "disk full": saboteur.fill_the_disk,
    }
    share, rest = divmod(conversations, len(faults))
    broken = [Phase(name, share + (number < rest), fault, turns) for number, (name, fault) in enumerate(faults.items())]
    return [Phase("two at once", pairs // 20, turns=2, pairs=20), *broken]


def write(figures: Figures, minutes: float, disk: str) -> None:
    """Put the table into docs/faults.md."""
    before, _, rest = PAGE.read_text(encoding="utf-8").partition(BEGIN)
    _, _, behind = rest.partition(END)
    rows = "".join(f"| {name} | {value} |\n" for name, value in vars(figures).items())
    note = f"{SERVERS} servers, {AT_ONCE} conversations at a time, {minutes:.0f} minutes; the full disk was {disk}."
    PAGE.write_text(f"{before}{BEGIN}\n| figure | value |\n|---|---|\n{rows}\n{note}\n{END}{behind}", encoding="utf-8")


def main() -> None:
    """The full run; exit status 1 when anything was lost, doubled or wrong."""
    options = argparse.ArgumentParser(description=__doc__)
    options.add_argument("--conversations", type=int, default=200)
    options.add_argument("--turns", type=int, default=20)
    options.add_argument("--pairs", type=int, default=1000, help="a multiple of 20")
    options.add_argument("--write", action="store_true", help="put the figures into docs/faults.md")
    chosen = options.parse_args()
    start = time.monotonic()
    with TemporaryDirectory(prefix="unstuck-faults-") as folder, running(Path(folder)) as run:
        figures = run.go(everything(run.saboteur, chosen.conversations, chosen.turns, chosen.pairs))
        kind = run.saboteur.disk.kind
    print(figures)
    if chosen.write:
        write(figures, (time.monotonic() - start) / 60, kind)
    sys.exit(not figures.good)


if __name__ == "__main__":
    main()
