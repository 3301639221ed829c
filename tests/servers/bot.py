"""The real bot for tests: both servers as processes of their own, on free ports, with a folder of their own."""

from __future__ import annotations

import json
import os
import signal
import socket
import subprocess
import time
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import requests

from unstuck.settings import ROOT, Settings, read
from unstuck.storage.attachments import Attachments

START_SECONDS = 400
TURN_SECONDS = 60


def free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])


def is_free_elsewhere(port: int) -> bool:
    """Whether the port is free on another address of this machine, which it is not when somebody listens on all."""
    with socket.socket() as other:
        try:
            other.bind(("127.0.0.2", port))
        except OSError:
            return False
    return True


@dataclass
class Bot:
    """Both servers. `var` is their folder of everything that is kept, `root` that of the code that they run."""

    var: Path
    environment: dict[str, str] = field(default_factory=dict)
    processes: dict[str, subprocess.Popen] = field(default_factory=dict)
    root: Path = ROOT

    def __post_init__(self) -> None:
        ports = {"UNSTUCK_PORT": str(free_port()), "UNSTUCK_ACTIONS_PORT": str(free_port())}
        self.environment = {"UNSTUCK_VAR": str(self.var), **ports, **self.environment}

    @property
    def settings(self) -> Settings:
        return read(self.environment)

    @property
    def address(self) -> str:
        return f"http://127.0.0.1:{self.settings.port}"

    def __enter__(self) -> Bot:
        try:
            return self.start()
        except BaseException:
            self.stop()
            raise

    def __exit__(self, *_: object) -> None:
        self.stop()

    def start(self, *names: str) -> Bot:
        self.spawn(*names)
        self.wait_until_ready()
        return self

    def spawn(self, *names: str) -> None:
        for name in names or ("actions", "rasa"):
            command = [str(self.root / ".venv" / "bin" / "python"), "-m", "unstuck", "serve", name]
            environment = os.environ | self.environment
            with (self.var / f"{name}.log").open("ab") as log:
                self.processes[name] = subprocess.Popen(command, cwd=self.root, env=environment, stdout=log, stderr=log)

    def kill(self, name: str) -> None:
        """kill -9."""
        self.processes[name].send_signal(signal.SIGKILL)
        self.processes[name].wait()

    def stop(self) -> None:
        for process in self.processes.values():
            process.terminate()
        for process in self.processes.values():
            try:
                process.wait(timeout=20)
            except subprocess.TimeoutExpired:
                process.kill()

    def wait_until_ready(self) -> None:
        addresses = [f"{self.address}/", f"http://127.0.0.1:{self.settings.actions_port}/health"]
        until = time.monotonic() + START_SECONDS
        while addresses and time.monotonic() < until:
            dead = [name for name, process in self.processes.items() if process.poll() is not None]
            assert not dead, f"{dead} stopped: {self.logs()}"
            addresses = [address for address in addresses if not _answers(address)]
            time.sleep(0.2)
        assert not addresses, f"no answer from {addresses}: {self.logs()}"

    def is_ready(self) -> bool:
        """Whether it says that everything it needs answers."""
        return _answers(f"{self.address}/chat/ready")

    def logs(self) -> str:
        return "\n".join(path.read_text(errors="replace")[-3000:] for path in self.var.glob("*.log"))

    def talk(self, sender: str) -> Talk:
        return Talk(self, sender)


@dataclass
class Talk:
    """One person's conversation over REST."""

    bot: Bot
    sender: str
    messages: list[dict[str, Any]] = field(default_factory=list)

    def say(self, text: str) -> str:
        """Send a message; returns all that the bot says, buttons in brackets."""
        answer = requests.post(
            f"{self.bot.address}/webhooks/rest/webhook",
            json={"sender": self.sender, "message": text},
            timeout=TURN_SECONDS,
        )
        answer.raise_for_status()
        self.messages = answer.json()
        return self.said

    @property
    def said(self) -> str:
        lines = []
        for message in self.messages:
            lines.append(message.get("text", ""))
            lines += [f"[{button['title']}]" for button in message.get("buttons", ())]
        return "\n".join(lines)

    def press(self, title: str) -> str:
        """Press a button of the last answer."""
        payloads = {
            button["title"]: button["payload"] for message in self.messages for button in message.get("buttons", ())
        }
        return self.say(payloads[title])

    def send_file(self, data: bytes, filename: str) -> str:
        """Put a file into the store as a channel does, and tell the bot."""
        attachment = self.store.put(self.sender, data, filename=filename)
        return self.say(f"/provide_image{json.dumps({'attachment': attachment.id})}")

    @property
    def store(self) -> Attachments:
        return Attachments.from_settings(self.bot.settings)

    @property
    def file(self) -> bytes:
        """The file that the bot handed back in its last answer."""
        sent = next(message["custom"] for message in self.messages if "custom" in message)
        return self.store.read(self.store.get(sent["attachment"], self.sender))


def _answers(address: str) -> bool:
    try:
        return requests.get(address, timeout=5).ok
    except requests.RequestException:
        return False
