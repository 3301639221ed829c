"""The team's pages on a server of their own, without the rest of Rasa; as a program it is that server."""

from __future__ import annotations

import os
import re
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any
from urllib.parse import quote

import requests

from tests.servers.bot import free_port
from unstuck.settings import ROOT, read
from unstuck.storage.database import DatabaseLocation
from unstuck.support.teammate import Teammate
from unstuck.support.teammates import Teammates

NAME, PASSWORD = "Anna", "a password of Anna's"
START_SECONDS = 300
PATIENCE = 20


class Browser(requests.Session):
    """A teammate's browser: signed in, with the token that their page has."""

    def __init__(self, address: str, name: str = NAME) -> None:
        super().__init__()
        self.address = address
        answer = self.post(f"{address}/team/sign-in", data={"name": name, "password": PASSWORD}, timeout=PATIENCE)
        found = re.search(r'data-token="(\w+)"', answer.text)
        assert found, "the page of who has signed in brings no token"
        self.token = found[1]
        self.headers["X-CSRF-Token"] = self.token

    def look(self, path: str) -> requests.Response:
        return self.get(f"{self.address}/team/data/{path}", timeout=PATIENCE)

    def act(self, number: str, what: str, **data: Any) -> requests.Response:
        return self.post(f"{self.address}/team/data/tickets/{number}/{what}", json=data, timeout=PATIENCE)

    def upload(self, number: str, data: bytes, filename: str) -> requests.Response:
        address = f"{self.address}/team/data/tickets/{number}/file"
        return self.post(address, data=data, headers={"X-Filename": quote(filename)}, timeout=PATIENCE)

    def texts(self, number: str) -> list[str]:
        return [message["text"] for message in self.look(f"tickets/{number}").json()["messages"]]

    def phase(self, number: str) -> str:
        phase: str = self.look(f"tickets/{number}").json()["card"]["phase"]
        return phase


@contextmanager
def serve(var: Path, **environment: str) -> Iterator[str]:
    """The address of a server that has the pages alone, over what is kept in a folder."""
    port = free_port()
    chosen = {"UNSTUCK_VAR": str(var), "UNSTUCK_PORT": str(port)} | environment
    command = [sys.executable, "-m", "tests.channels.team_page"]
    with (var / "page.log").open("wb") as log:
        process = subprocess.Popen(command, cwd=ROOT, env=os.environ | chosen, stdout=log, stderr=log)
    address = f"http://127.0.0.1:{port}"
    try:
        until = time.monotonic() + START_SECONDS
        while not _answers(address):
            assert process.poll() is None, (var / "page.log").read_text()
            assert time.monotonic() < until
            time.sleep(0.2)
        yield address
    finally:
        process.kill()
        process.wait()


def _answers(address: str) -> bool:
    try:
        return bool(requests.get(f"{address}/up", timeout=2).status_code)
    except requests.ConnectionError:
        return False


def teammate(var: DatabaseLocation, name: str = NAME) -> Teammate:
    """One who may sign in by the password above; made when there is none of that name."""
    teammates = Teammates(var)
    known = {member.teammate.name: member.teammate for member in teammates.all()}
    return known.get(name) or teammates.join(teammates.add(name)[1], PASSWORD)


async def nobody(_: object) -> None:
    """Takes the messages of pages that send none."""


if __name__ == "__main__":
    from sanic import Sanic

    from channels.insight.channel import InsightInput
    from channels.team.channel import TeamInput
    from channels.web.channel import WebInput

    app = Sanic("team-page")
    for channel in (kind.from_credentials(None) for kind in (TeamInput, InsightInput, WebInput)):
        app.blueprint(channel.blueprint(nobody), url_prefix=channel.url_prefix())
    app.run("127.0.0.1", read().port, motd=False, single_process=True)
