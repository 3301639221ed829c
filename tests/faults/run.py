"""The fault run: people talk while the cluster is broken in every way, and each conversation is judged at the end.

`make test-faults` runs it in full; a small one is part of `make test`.
"""

from __future__ import annotations

import argparse
import json
import sys
import time
import traceback
from collections import Counter
from collections.abc import Callable, Iterator, Sequence
from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from tempfile import TemporaryDirectory

import psycopg2

from channels.turn_locks import TURN_LEASE_SECONDS
from deploy.cluster import SERVERS, Cluster
from tests.faults.disk import Disk
from tests.faults.hands import PASSWORD, Handed
from tests.faults.oracle import DESCRIPTION, Verdict
from tests.faults.person import Person
from tests.faults.saboteur import Saboteur
from tests.faults.team import Teammate
from tests.faults.traces import in_files, in_redis, in_tables
from unstuck.settings import ROOT
from unstuck.storage.erasure import Erasure

AT_ONCE = 8
PAGE = ROOT / "docs" / "faults.md"
BEGIN, END = "<!-- figures -->", "<!-- end of figures -->"
UNLIMITED = {"UNSTUCK_MESSAGES_A_MINUTE": "1000000", "UNSTUCK_SESSIONS_AN_HOUR": "1000000"}


@dataclass(frozen=True)
class Phase:
    """Some conversations, `hands` of which change hands, and the fault that is committed while they run."""

    name: str
    conversations: int
    fault: Callable[[], None] | None = None
    turns: int = 0
    pairs: int = 0
    hands: int = 0


@dataclass(frozen=True)
class Figures:
    """What a run has shown: from `lost` on everything has to be none; a refusal changes nothing.

    `hands` are the conversations that go to the team and back, with so many `changes` of hands; `while_held` is what
    the bot said there while a teammate was. `traces` are places that hold a password which was typed, logs that quote
    or name somebody, and, when everybody is forgotten at the end, places that hold their ids.
    """

    conversations: int
    hands: int
    changes: int
    turns: int
    pairs: int
    kills: int
    outages: int
    resent: int
    refused: int
    lost: int
    doubled: int
    wrong: int
    out_of_order: int
    while_held: int
    stuck: int
    traces: int

    @property
    def good(self) -> bool:
        """Whether the bot has kept its word."""
        names = list(vars(self))
        return not any(getattr(self, name) for name in names[names.index("lost") :])

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
        self._teammates: list[Teammate] = []

    def go(self, phases: Sequence[Phase]) -> Figures:
        """Go through the phases, then judge."""
        for phase in phases:
            self._go_through(phase)
        return self._judge()

    def _go_through(self, phase: Phase) -> None:
        first, start = len(self._people), time.monotonic()
        team = self._team() if phase.hands else None
        self._pairs += phase.conversations * phase.pairs

        def talk(number: int) -> None:
            seed = first + number
            changes_hands = (number + 1) * phase.hands // all_of_them > number * phase.hands // all_of_them
            if changes_hands:  # these are spread among the others
                assert team
                handed = Handed(self.cluster.addresses, seed, team)
                self._talk(handed, handed.course)
            else:
                person = Person(self.cluster.addresses, seed)
                self._talk(person, lambda: (person.talk(phase.turns), person.pairs(phase.pairs)))

        all_of_them = phase.conversations + phase.hands
        with self.saboteur.at_work(phase.fault), ThreadPoolExecutor(AT_ONCE) as threads:
            for number, _ in enumerate(threads.map(talk, range(all_of_them)), 1):
                if number % 10 == 0 or number == all_of_them:
                    seconds = time.monotonic() - start
                    self._say(f"{phase.name}: {number} of {all_of_them} conversations, {seconds:.0f} s")

    def _talk(self, person: Person, talk: Callable[[], object]) -> None:
        self._people.append(person)
        with self._noticed(person):
            talk()
        person.leave()

    def _team(self) -> tuple[Teammate, Teammate]:
        """Two teammates, who sign in when they are first needed."""
        if not self._teammates:
            settings = self.cluster.bots[0].settings
            self._teammates = [Teammate(name, self.cluster.addresses, settings) for name in ("Ann", "Bob")]
        return self._teammates[0], self._teammates[1]

    @contextmanager
    def _noticed(self, person: Person) -> Iterator[None]:
        """Who gets stuck, or meets what nobody expects, talks no more, and counts."""
        try:
            yield
        except Exception:
            self._say(f"{person.conversation_id} is stuck: {traceback.format_exc(limit=-6)}")
            self._stuck.add(person)

    def _judge(self) -> Figures:
        """One more turn of everybody, now that everything works, shows what has really been kept."""

        def end(person: Person) -> Verdict:
            if person not in self._stuck and not isinstance(person, Handed):
                with self._noticed(person):
                    person.turn()
            person.leave()
            return person.verdict()

        with ThreadPoolExecutor(AT_ONCE) as threads:
            verdicts = list(threads.map(end, self._people))
        for person, verdict in zip(self._people, verdicts, strict=True):
            if not verdict.good:
                self._say(f"{person.conversation_id}: {verdict}\n{person.story()}")
        handed = [person for person in self._people if isinstance(person, Handed)]

        def total(name: str) -> int:
            return sum(getattr(verdict, name) for verdict in verdicts)

        return Figures(
            conversations=len(verdicts),
            hands=len(handed),
            changes=sum(person.changes for person in handed),
            turns=total("turns"),
            pairs=self._pairs,
            kills=self.saboteur.kills,
            outages=self.saboteur.outages,
            resent=sum(one.resent for one in (*self._people, *self._teammates)),
            refused=total("refused"),
            lost=total("lost"),
            doubled=total("doubled") + self._worked_on_twice(),
            wrong=total("wrong"),
            out_of_order=total("out_of_order"),
            while_held=total("while_held"),
            stuck=len(self._stuck),
            traces=self._traces(),
        )

    def _traces(self) -> int:
        """Search for what must not be there; then forget everybody, and search for them."""
        ids = [person.conversation_id for person in self._people]
        settings = [bot.settings for bot in self.cluster.bots]
        found = [place for one in settings for place in in_files(one.var, [PASSWORD, DESCRIPTION, *ids])]
        found += in_tables(settings[0], [PASSWORD]) + in_redis(settings[0].redis, [PASSWORD])
        erasure = Erasure(settings[0])
        for id in ids:
            erasure.forget(id)
        found += in_tables(settings[0], ids) + self._left_in_redis(settings[0].redis, ids)
        for place in found:
            self._say(f"a trace: {place}")
        return len(found)

    def _left_in_redis(self, address: str, ids: Sequence[str]) -> list[str]:
        """What Redis still has when every lock that could not be given back has ended by itself; none lasts longer."""
        end = time.monotonic() + TURN_LEASE_SECONDS
        while (left := in_redis(address, ids)) and time.monotonic() < end:
            time.sleep(1)
        return left

    def _worked_on_twice(self) -> int:
        """How many messages are in Rasa's memory more than once."""
        connection = psycopg2.connect(self.cluster.bots[0].settings.database)
        cursor = connection.cursor()
        cursor.execute("SELECT sender_id, data FROM events WHERE type_name = 'user'")
        heard = Counter((sender, json.loads(data)["message_id"]) for sender, data in cursor.fetchall())
        connection.close()
        twice = {key: count for key, count in heard.items() if count > 1}
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


def everything(saboteur: Saboteur, conversations: int, turns: int, pairs: int, hands: int) -> list[Phase]:
    """The full programme: `conversations`, and `hands` that change hands, over all faults; and `pairs` of messages, 20
    in each conversation."""
    faults = {
        "servers killed": saboteur.kill_a_server,
        "Redis stopped": saboteur.stop_redis,
        "PostgreSQL stopped": saboteur.stop_postgres,
        "action servers killed": saboteur.kill_an_action_server,
        "disk full": saboteur.fill_the_disk,
    }

    def share(of: int, number: int) -> int:
        return of // len(faults) + (number < of % len(faults))

    broken = [
        Phase(name, share(conversations, number), fault, turns, hands=share(hands, number))
        for number, (name, fault) in enumerate(faults.items())
    ]
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
    options.add_argument("--turns", type=int, default=8)
    options.add_argument("--pairs", type=int, default=1000, help="a multiple of 20")
    options.add_argument("--hands", type=int, default=200, help="conversations that change hands")
    options.add_argument("--write", action="store_true", help="put the figures into docs/faults.md")
    chosen = options.parse_args()
    start = time.monotonic()
    with TemporaryDirectory(prefix="unstuck-faults-") as folder, running(Path(folder)) as run:
        figures = run.go(everything(run.saboteur, chosen.conversations, chosen.turns, chosen.pairs, chosen.hands))
        kind = run.saboteur.disk.kind
    print(figures)
    if chosen.write:
        write(figures, (time.monotonic() - start) / 60, kind)
    sys.exit(not figures.good)


if __name__ == "__main__":
    main()
