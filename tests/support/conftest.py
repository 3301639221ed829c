"""Real peers for the desks: an HTTP server and a mail server, on loopback, that behave as badly as a test wants."""

from __future__ import annotations

import threading
import time
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from email import message_from_bytes, policy
from email.message import EmailMessage
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from typing import Any

import pytest
from aiosmtpd.controller import Controller

from tests.clock import Clock
from tests.servers.bot import free_port
from tests.support.one_ticket import Desk
from unstuck.storage.database import DatabaseLocation
from unstuck.support.tickets import Ticket, Tickets

FACTS = {"article": "Profile Photo Update Failed", "device": "ipad", "causes": ["A glitch"], "fixes_tried": ["Restart"]}


@pytest.fixture
def clock() -> Clock:
    return Clock()


@dataclass(frozen=True)
class Got:
    path: str
    headers: dict[str, str]
    body: bytes


@dataclass
class Peer:
    """Answers every POST with the next of `answers`, the last one for ever: status, body, headers."""

    address: str = ""
    answers: list[tuple[int, bytes, dict[str, str]]] = field(default_factory=lambda: [(200, b"", {})])
    drips: bool = False
    got: list[Got] = field(default_factory=list)

    def answer(self, status: int, body: bytes = b"", **headers: str) -> None:
        self.answers = [(status, body, headers)]


@pytest.fixture
def peer() -> Iterator[Peer]:
    mine = Peer()

    class Handler(BaseHTTPRequestHandler):
        def do_POST(self) -> None:
            body = self.rfile.read(int(self.headers["Content-Length"]))
            mine.got.append(Got(self.path, dict(self.headers), body))
            if mine.drips:
                return self._drip()
            status, answer, headers = mine.answers.pop(0) if len(mine.answers) > 1 else mine.answers[0]
            self.send_response(status)
            for name, value in {**headers, "Content-Length": str(len(answer))}.items():
                self.send_header(name, value)
            self.end_headers()
            self.wfile.write(answer)
            return None

        def _drip(self) -> None:
            self.wfile.write(b"HTTP/1.1 200 OK\r\nX-Long: ")
            try:
                for _ in range(100):
                    self.wfile.write(b"x")
                    time.sleep(0.05)
            except OSError:
                pass  # the other side hung up, as it should

        def log_message(self, *_: Any) -> None:
            pass

    with ThreadingHTTPServer(("127.0.0.1", 0), Handler) as server:
        mine.address = f"http://127.0.0.1:{server.server_port}"
        threading.Thread(target=server.serve_forever, daemon=True).start()
        yield mine
        server.shutdown()


@dataclass
class Mailbox:
    """What a mail server took; `refusal` is what it says to every recipient instead of 250."""

    port: int
    refusal: str = ""
    mails: list[EmailMessage] = field(default_factory=list)

    async def handle_RCPT(self, server: Any, session: Any, envelope: Any, address: str, options: Any) -> str:
        if self.refusal:
            return self.refusal
        envelope.rcpt_tos.append(address)
        return "250 OK"

    async def handle_DATA(self, server: Any, session: Any, envelope: Any) -> str:
        mail: Any = message_from_bytes(envelope.content, policy=policy.default)  # the policy makes it an EmailMessage
        self.mails.append(mail)
        return "250 OK"


@pytest.fixture
def mail_server() -> Iterator[Callable[..., Mailbox]]:
    """Starts mail servers; takes aiosmtpd's options."""
    running: list[Controller] = []

    def start(**options: Any) -> Mailbox:
        box = Mailbox(free_port())
        controller = Controller(box, hostname="127.0.0.1", port=box.port, **options)
        controller.start()
        running.append(controller)
        return box

    yield start
    for controller in running:
        controller.stop()


@pytest.fixture
def desks() -> tuple[str, ...]:
    """The desks that hear of tickets; a test module overrides it."""
    return ("webhook", "slack", "email")


@pytest.fixture
def tickets(tmp_path: Path, clock: Clock, desks: tuple[str, ...]) -> Tickets:
    return Tickets(tmp_path, clock, desks)


@pytest.fixture
def ticket(tickets: Tickets) -> Ticket:
    return tickets.open("ann", "web", FACTS, [("user", "it says update failed"), ("bot", "Try this.")])


@pytest.fixture
def desk(database: DatabaseLocation, clock: Clock) -> Desk:
    return Desk(database, clock)
