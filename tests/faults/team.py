"""A teammate at the team's page, who presses again, at the next server, what no server has answered."""

from __future__ import annotations

import re
import secrets
from collections.abc import Callable, Sequence
from threading import Lock
from typing import Any, TypeVar

import requests

from tests.channels.team_page import PASSWORD, teammate
from tests.faults.insisting import NotNow, Servers
from unstuck.settings import Settings

ANSWER_SECONDS = 30
# What a server answers to what it did before, when its answer was lost: as good as done.
DONE_BEFORE = {"hand-back": "ticket_not_yours", "hand-fix": "ticket_not_yours", "close": "ticket_closed"}

Result = TypeVar("Result")


class Teammate:
    """One of the team, signed in once: the session is good at every server."""

    def __init__(self, name: str, addresses: Sequence[str], settings: Settings) -> None:
        self.name = name
        self._servers = Servers(addresses)
        self._address = self._servers.next()
        self._moving = Lock()
        teammate(settings.database_location, name)
        self._cookies, token = self._insist(self._sign_in)
        self._headers = {"X-CSRF-Token": token}

    @property
    def resent(self) -> int:
        """How often something had to be tried again."""
        return self._servers.resent

    def act(self, number: str, what: str, **data: Any) -> bool:
        """Do something about a ticket; False if the ticket is not as it has to be."""
        tried = False

        def send() -> bool:
            nonlocal tried
            again, tried = tried, True
            answer = self._ask("POST", f"tickets/{number}/{what}", json=data)
            if answer.status_code == 200:
                return True
            code = answer.json()["error"]["code"]
            assert answer.status_code == 409, (what, code)
            return again and DONE_BEFORE.get(what) == code

        return self._insist(send)

    def reply(self, number: str, text: str) -> None:
        """Say something to the person."""
        assert self.act(number, "reply", id=secrets.token_hex(16), text=text)

    def look(self, number: str) -> dict[str, Any]:
        """A ticket with what was said, as the page shows it."""

        def fetch() -> dict[str, Any]:
            answer = self._ask("GET", f"tickets/{number}")
            assert answer.status_code == 200, answer.text
            found: dict[str, Any] = answer.json()
            return found

        return self._insist(fetch)

    def _sign_in(self) -> tuple[dict[str, str], str]:
        """The session's cookies, and the token that its page brings back with each change."""
        with requests.Session() as browser:
            form = {"name": self.name, "password": PASSWORD}
            page = browser.post(f"{self._address}/team/sign-in", data=form, timeout=ANSWER_SECONDS)
            page.raise_for_status()
            found = re.search(r'data-token="(\w+)"', page.text)
            assert found, "the page of who has signed in brings no token"
            return browser.cookies.get_dict(), found[1]

    def _ask(self, method: str, path: str, **more: Any) -> requests.Response:
        """One try. Raises NotNow."""
        answer = requests.request(
            method,
            f"{self._address}/team/data/{path}",
            headers=self._headers,
            cookies=self._cookies,
            timeout=ANSWER_SECONDS,
            **more,
        )
        if answer.status_code >= 500:
            raise NotNow(answer.status_code)
        return answer

    def _insist(self, attempt: Callable[[], Result]) -> Result:
        def move() -> None:
            with self._moving:  # many conversations at once use the same page
                self._address = self._servers.next()

        return self._servers.insist(attempt, move, self.name)
