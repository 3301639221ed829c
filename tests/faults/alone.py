"""The second fault run: one server on SQLite, and people in groups of Telegram who write as long as it is broken.

Every message has a place: an answer counts only where it replies to its message, in its topic. Telegram delivers again
what was not taken. One arrival in a hundred is poisoned: nobody can read it. What people say holds secrets, and groups
talk to each other as well: none of that may be on the disk when all is over.
"""

from __future__ import annotations

import argparse
import itertools
import random
import resource
import signal
import sqlite3
import sys
import threading
import time
from collections import Counter
from collections.abc import Callable, Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import ExitStack, closing, contextmanager, suppress
from dataclasses import dataclass, field
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

import psutil
import requests

from channels.telegram.bot_api import SECRET_HEADER, WEBHOOK, webhook_secret
from tests.channels.telegram.fake import USERNAME, Telegram
from tests.channels.telegram.phone import environment
from tests.faults.oracle import DESCRIPTION
from tests.faults.traces import in_files
from tests.servers.bot import Bot
from unstuck.storage.erasure import Erasure
from unstuck.storage.inbox import Arrival, ArrivalsSetAside, Inbox
from unstuck.storage.message_log import MessageLog
from unstuck.storage.routes import Routes

AT_ONCE = 6
POISONED = 100  # one arrival in so many
FAULT_SECONDS = 3.0
PATIENCE_SECONDS = 120
SECRET, ASIDE, NAME = "hunter9", "plumtree", "Quillabeth"
SETTINGS = {"UNSTUCK_MESSAGES_A_MINUTE": "1000000"}

_numbers = itertools.count(1)


@dataclass(frozen=True)
class Said:
    """One message in a group, by whom and where; only what is `meant` for the bot is answered."""

    number: int
    group: int
    user: int
    topic: int
    text: str
    meant: bool = True

    @property
    def conversation_id(self) -> str:
        """Whose conversation it belongs to."""
        return f"telegram-{self.group}-{self.user}"

    @property
    def update(self) -> dict[str, Any]:
        """As Telegram delivers it."""
        message = {
            "message_id": self.number,
            "date": 1441645532,
            "chat": {"id": self.group, "type": "supergroup", "title": "Test group"},
            "from": {"id": self.user, "is_bot": False, "first_name": NAME},
            "is_topic_message": True,
            "message_thread_id": self.topic,
            "text": f"@{USERNAME if self.meant else 'somebody'} {self.text}",
        }
        return {"update_id": self.number, "message": message}


@dataclass
class Figures:
    """What a run has shown. All from `lost` on must be zero."""

    messages: int = 0
    poisoned: int = 0
    faults: int = 0
    redelivered: int = 0
    lost: int = 0
    doubled: int = 0
    wrong_place: int = 0
    stuck: int = 0
    not_set_aside: int = 0
    ready_when_full: int = 0
    unready_when_mended: int = 0
    traces: int = 0

    @property
    def good(self) -> bool:
        """Whether the bot has kept its word."""
        names = list(vars(self))
        return not any(getattr(self, name) for name in names[names.index("lost") :])

    def __str__(self) -> str:
        return ", ".join(f"{name} {value}" for name, value in vars(self).items())


@dataclass
class Alone:
    """One run on a server of its own."""

    bot: Bot
    telegram: Telegram
    figures: Figures = field(default_factory=Figures)
    said: list[Said] = field(default_factory=list)
    poisoned: list[str] = field(default_factory=list)

    def go(self, people: int, turns: int, faults: int, at_once: int = AT_ONCE) -> Figures:
        """Each fault is committed `faults` times while `people`, or more of them if that takes longer, write `turns`
        times each, so many `at_once`; then all is judged."""
        broken, seeds = threading.Event(), itertools.count()
        breaking = threading.Thread(target=self._break, args=(faults, broken))
        breaking.start()
        with ThreadPoolExecutor(at_once) as pool:
            for come in [pool.submit(self._come, seeds, people, turns, broken) for _ in range(at_once)]:
                come.result()
        breaking.join()
        self._settle()
        self._judge()
        return self.figures

    # -- What people do --

    def _come(self, seeds: Iterator[int], people: int, turns: int, broken: threading.Event) -> None:
        """One after the other, until all have been there and nothing more is going to break."""
        for seed in seeds:
            if seed >= people and broken.is_set():
                return
            self._talk(seed, turns)

    def _talk(self, seed: int, turns: int) -> None:
        chance = random.Random(seed)
        group, user = -1_000_000 - seed % 3, 5_000_000 + seed
        words = [DESCRIPTION, f"my password is {SECRET}", "next", "back", "next", "what is heic?"]
        for turn in range(turns):
            topic = chance.choice((3, 4))
            text = words[turn] if turn < len(words) else chance.choice(("next", "back"))
            # Two at once, in two topics, as often as not.
            self._say(Said(next(_numbers), group, user, topic, text))
            if chance.random() < 0.5:
                self._say(Said(next(_numbers), group, user, 7 - topic, "back"))
            self._say(Said(next(_numbers), group, user, topic, f"the {ASIDE} is at noon", meant=False))
            if len(self.poisoned) * POISONED <= len(self.said):
                self._poison(group, user, topic)
            time.sleep(chance.random() / 2)

    def _say(self, said: Said) -> None:
        """Deliver, again and again until it is taken, as Telegram does."""
        if said.meant:
            self.said.append(said)
        headers = {SECRET_HEADER: webhook_secret(self.bot.settings)}
        end = time.monotonic() + PATIENCE_SECONDS
        while time.monotonic() < end:
            with suppress(requests.RequestException):
                answer = requests.post(f"{self.bot.address}{WEBHOOK}", json=said.update, headers=headers, timeout=60)
                if answer.status_code == 200:
                    return
            self.figures.redelivered += 1
            time.sleep(0.3)
        self.figures.stuck += 1

    def _poison(self, group: int, user: int, topic: int) -> None:
        """Something that arrived and that nobody can read."""
        number = next(_numbers)
        address = {"chat": group, "user": user, "topic": topic, "reply_to": number}
        arrival = Arrival((f"poison-{number}",), f"telegram-{group}-{user}", address, {"note": {"no": "note"}})
        inbox = Inbox.from_settings(self.bot.settings, channel="telegram")
        while True:
            with suppress(Exception):
                inbox.take(arrival)
                break
            time.sleep(0.3)
        self.poisoned.append(arrival.conversation_id)

    # -- What breaks --

    def _break(self, faults: int, broken: threading.Event) -> None:
        kinds = (self._stop_the_action_server, self._lock("tracker.db"), self._lock("unstuck.db"), self._fill_the_disk)
        try:
            for fault in kinds * faults:
                fault()
                self.figures.faults += 1
                time.sleep(1)
        finally:
            broken.set()

    def _stop_the_action_server(self) -> None:
        process = self.bot.processes["actions"]
        process.send_signal(signal.SIGSTOP)
        time.sleep(FAULT_SECONDS)
        process.send_signal(signal.SIGCONT)

    def _lock(self, name: str) -> Callable[[], None]:
        def lock() -> None:
            with closing(sqlite3.connect(self.bot.var / name, isolation_level=None, timeout=30)) as database:
                database.execute("BEGIN EXCLUSIVE")
                time.sleep(FAULT_SECONDS)
                database.execute("ROLLBACK")

        return lock

    def _fill_the_disk(self) -> None:
        """No process may write to any file, from a moment on when an answer is posted and nobody has noted that yet;
        and readiness has to tell, then and after it."""
        with ExitStack() as full:
            with self.telegram.holding("sendMessage") as posted:
                posted.wait(FAULT_SECONDS)
                full.enter_context(self._no_room())
            self.figures.ready_when_full += not self._becomes(lambda: not self.bot.is_ready())
        self.figures.unready_when_mended += not self._becomes(self.bot.is_ready)

    @contextmanager
    def _no_room(self) -> Iterator[None]:
        processes = [psutil.Process(process.pid) for process in self.bot.processes.values()]
        try:
            for process in processes:
                process.rlimit(resource.RLIMIT_FSIZE, (0, resource.RLIM_INFINITY))
            yield
            time.sleep(FAULT_SECONDS)
        finally:
            for process in processes:
                process.rlimit(resource.RLIMIT_FSIZE, (resource.RLIM_INFINITY, resource.RLIM_INFINITY))

    def _becomes(self, state: Callable[[], bool]) -> bool:
        end = time.monotonic() + 30
        while time.monotonic() < end:
            if state():
                return True
            time.sleep(0.2)
        return False

    # -- What came of it --

    def _settle(self) -> None:
        """Wait until everything is read, answered and posted."""
        of = {"channel": "telegram"}
        settings = self.bot.settings
        books = Inbox.from_settings(settings, **of), MessageLog.from_settings(settings, **of)
        routes = Routes.from_settings(settings, **of)
        end = time.monotonic() + PATIENCE_SECONDS
        while books[0].waiting() or books[1].unanswered() or routes.behind():
            if time.monotonic() > end:
                self.figures.stuck += len({*books[0].waiting(), *books[1].unanswered(), *routes.behind()})
                return
            time.sleep(0.2)

    def _judge(self) -> None:
        answers: dict[int, list[tuple[int, int, str]]] = {}
        for call in self.telegram.of("sendMessage", "sendDocument"):
            replied = call.values.get("reply_parameters", {}).get("message_id", 0)
            place = (int(call.values["chat_id"]), call.values.get("message_thread_id", 0), call.text)
            answers.setdefault(replied, []).append(place)
        for said in self.said:
            posts = answers.get(said.number, [])
            doubled = sum(count - 1 for count in Counter(posts).values())
            misplaced = sum(post[:2] != (said.group, said.topic) for post in posts)
            if doubled or misplaced or not posts:
                print(said, *posts, sep="\n    ")
            self.figures.lost += not posts
            self.figures.doubled += doubled
            self.figures.wrong_place += misplaced
        self.figures.messages, self.figures.poisoned = len(self.said), len(self.poisoned)
        aside = [one.conversation_id for one in ArrivalsSetAside.from_settings(self.bot.settings).all()]
        self.figures.not_set_aside = sum((Counter(self.poisoned) - Counter(aside)).values())
        self._search([SECRET, ASIDE])
        self._search([DESCRIPTION, NAME, *{said.conversation_id for said in self.said}], "*.log")
        erasure = Erasure(self.bot.settings)
        for conversation_id in {said.conversation_id for said in self.said}:
            erasure.forget(conversation_id)
        self._search([NAME, *{str(said.user) for said in self.said}])

    def _search(self, words: list[str], files: str = "*") -> None:
        """Count the files in which one of these words is."""
        found = in_files(self.bot.var, words, files)
        print(*found, sep="\n", end="\n" * bool(found))
        self.figures.traces += len(found)


@contextmanager
def running(folder: Path) -> Iterator[Alone]:
    """One server on SQLite, with Telegram."""
    with Telegram() as telegram:
        bot = Bot(folder, SETTINGS | environment(telegram))
        try:
            yield Alone(bot.start(), telegram)
        finally:
            bot.stop()


def main() -> None:
    """The full run; exit status 1 when the bot has not kept its word."""
    options = argparse.ArgumentParser(description=__doc__)
    options.add_argument("--people", type=int, default=60)
    options.add_argument("--turns", type=int, default=20)
    options.add_argument("--faults", type=int, default=12, help="how often each is committed")
    chosen = options.parse_args()
    with TemporaryDirectory(prefix="unstuck-alone-") as folder, running(Path(folder)) as run:
        figures = run.go(chosen.people, chosen.turns, chosen.faults)
    print(figures)
    sys.exit(not figures.good)


if __name__ == "__main__":
    main()
