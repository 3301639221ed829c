"""The team's page on a server of its own, without the rest of Rasa; as a program it is that server."""

from __future__ import annotations

import os
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import requests

from tests.servers.bot import free_port
from unstuck.settings import ROOT, read

TOKEN = "a token of the team"
START_SECONDS = 300


@contextmanager
def serve(var: Path, **environment: str) -> Iterator[str]:
    """The address of a server that has the page alone, over what is kept in a folder."""
    port = free_port()
    chosen = {"UNSTUCK_VAR": str(var), "UNSTUCK_PORT": str(port), "UNSTUCK_INSIGHT_TOKEN": TOKEN} | environment
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


async def nobody(_: object) -> None:
    """Takes the messages of a page that sends none."""


if __name__ == "__main__":
    from sanic import Sanic

    from channels.insight.channel import InsightInput

    app = Sanic("team-page")
    channel = InsightInput.from_credentials(None)
    app.blueprint(channel.blueprint(nobody), url_prefix=channel.url_prefix())
    app.run("127.0.0.1", read().port, motd=False, single_process=True)
