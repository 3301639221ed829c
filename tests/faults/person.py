"""A person whose page never gives up: what is not acknowledged is sent again, with the same id, to the next server."""

from __future__ import annotations

import logging
import random
import secrets
import time
from collections.abc import Callable, Mapping, Sequence
from concurrent.futures import ThreadPoolExecutor
from typing import Any, TypeVar

from tests.channels.page import Page
from tests.faults.insisting import PATIENCE_SECONDS, NotNow, Servers, Stuck
from tests.faults.oracle import BACK, DESCRIPTION, NEXT, STEPS, Verdict, after, is_answer, is_refusal, judge

ACKNOWLEDGE_SECONDS = 8
LOOK_SECONDS = 0.1

Result = TypeVar("Result")

logging.getLogger("engineio.client").setLevel(logging.CRITICAL)  # it tells of every connection that is broken


def told(message: Mapping[str, Any]) -> str:
    """A message as one line."""
    head = " ".join(str(message.get(name) or "-") for name in ("seq", "from", "kind", "holder"))
    return f"    {head} {message['text'][:60]!r}"


class Person:
    """One conversation. `acknowledged` are the ids that a server has said it has."""

    def __init__(self, addresses: Sequence[str], seed: int) -> None:
        self._servers = Servers(addresses, seed)
        self._random = random.Random(seed)
        self._page = Page(self._servers.next())
        self._buttons: dict[str, str] = {}
        self._seen = 0
        self.step: int | None = None
        self.acknowledged: list[str] = []

    @property
    def conversation_id(self) -> str:
        """Its id."""
        return self._page.conversation_id

    @property
    def resent(self) -> int:
        """How often something had to be tried again."""
        return self._servers.resent

    def talk(self, turns: int) -> None:
        """Describe the error, then go to and fro between the steps, until `turns` messages have been answered."""
        self.begin()
        for _ in range(turns):
            self.turn()

    def begin(self) -> None:
        """Open the chat; the bot greets."""
        self._insist(self._page, self._open)
        self._answers(1, lambda message: message["from"] == "bot")

    def turn(self) -> None:
        """Say one thing, and read the answer."""
        if self.step is None:
            self._say("say", text=DESCRIPTION)
        else:
            self._press(self._page, self._random.choice(self._ways(self.step)))
        self._read(1)

    def pairs(self, count: int) -> None:
        """Twice at once, from two tabs at two servers, `count` times."""
        if not count:
            return
        other = Page(self._servers.next(), token=self._page.token)
        self._insist(other, lambda: other.connect())
        with ThreadPoolExecutor(2) as threads:
            for _ in range(count):
                assert self.step
                # The first step and the last have one way only, so both are pressed at one in between.
                while not 1 < self.step < STEPS:
                    self.turn()
                list(threads.map(self._press, (self._page, other), (NEXT, BACK)))
                self._read(2)
        other.leave()

    def history(self) -> list[dict[str, Any]]:
        """The whole conversation."""
        return self._insist(self._page, self._page.history)

    def verdict(self) -> Verdict:
        """What was wrong with the conversation."""
        return judge(self.history(), self.acknowledged)

    def story(self) -> str:
        """The whole conversation, a line a message, for who looks into what went wrong."""
        return "\n".join(map(told, self.history()))

    def leave(self) -> None:
        """Close the page."""
        self._page.leave()

    def _ways(self, step: int) -> list[str]:
        return [way for way in (NEXT, BACK) if 1 <= (after(step, way) or 0) <= STEPS]

    def _press(self, page: Page, title: str) -> None:
        self._say("press", page, payload=self._buttons[title], title=title)

    def _say(self, event: str, page: Page | None = None, **data: Any) -> None:
        id = secrets.token_hex(16)
        tab = page or self._page

        def send() -> None:
            if not tab.connected:
                tab.connect()
            assert tab.socket
            answer = tab.socket.call(event, {"id": id, **data}, timeout=ACKNOWLEDGE_SECONDS)
            if answer != {"ok": True}:
                assert answer["error"].get("again"), answer
                raise NotNow(answer["error"]["code"])

        self._insist(tab, send)
        self.acknowledged.append(id)

    def _read(self, count: int) -> None:
        for message in self._answers(count, lambda message: message["from"] == "bot" and is_answer(message)):
            if not is_refusal(message):
                self.step = message["step"]
                self._buttons |= {button["title"]: button["payload"] for button in message["buttons"]}

    def _answers(self, count: int, wanted: Callable[[dict[str, Any]], bool]) -> list[dict[str, Any]]:
        """The next `count` messages that are wanted."""
        end = time.monotonic() + PATIENCE_SECONDS
        found: list[dict[str, Any]] = []
        while len(found) < count:
            if time.monotonic() > end:
                raise Stuck(f"{self.conversation_id} got no answer: {self.history()[-4:]}")
            if not self._page.connected:  # a page comes back by itself; the bot greets whoever comes first
                self._insist(self._page, self._page.connect)
            for message in self._insist(self._page, lambda: self._page.history(self._seen)):
                self._seen = message["seq"]
                found += [message] if wanted(message) else []
                if len(found) == count:
                    break  # what stands behind it is read next
            time.sleep(LOOK_SECONDS)
        return found

    def _open(self) -> None:
        if not self._page.token:
            answer = self._page.call("POST", "/session")
            answer.raise_for_status()
            self._page.token = answer.json()["token"]
        self._page.connect()

    def _insist(self, page: Page, attempt: Callable[[], Result]) -> Result:
        """Until it works, at one server after the other."""

        def move() -> None:
            page.leave()
            page.socket = None
            page.address = self._servers.next()

        return self._servers.insist(attempt, move, page.conversation_id)
