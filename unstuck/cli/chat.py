"""`unstuck chat`: talk to the running bot in the terminal, over the same REST channel that tests use."""

import argparse
import json
import secrets
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

from unstuck import settings
from unstuck.errors import AttachmentError, ServerError, UnstuckError
from unstuck.wording.responses import Words

NOT_THERE = 404
TURN_SECONDS = 60  # no turn may last longer: the lock of a conversation ends then


def register(commands: argparse._SubParsersAction) -> None:
    """Add `chat`."""
    command = commands.add_parser("chat", help="talk to the running bot (`make run`) here in the terminal")
    command.add_argument("--as", dest="sender", help="go on with the conversation of this name")
    command.set_defaults(run=run)


def run(options: argparse.Namespace) -> None:
    """Talk until the input ends. Raises ServerError when the bot is not running."""
    from rich.console import Console

    words = Words.load()
    console = Console(highlight=False)
    talk = Talk(settings.read(), options.sender or f"terminal-{secrets.token_hex(8)}")
    console.print(words.say("utter_terminal_hint"), style="dim")
    show(console, talk, talk.send("/greet"))
    for typed in lines(console):
        try:
            show(console, talk, talk.say(typed))
        except UnstuckError as error:
            console.print(error.message, style="red")


def lines(console: Any) -> Iterator[str]:
    """What is typed, line by line, without the empty ones, until the input ends."""
    while True:
        try:
            typed = console.input("[bold cyan]> [/]").strip()
        except (EOFError, KeyboardInterrupt):
            return
        if typed:
            yield typed


class Talk:
    """One conversation over REST."""

    def __init__(self, configured: settings.Settings, sender: str, post: Callable[..., Any] | None = None) -> None:
        import requests

        self._settings = configured
        self._sender = sender
        self._post = post or requests.post
        self._payloads: list[str] = []

    def say(self, typed: str) -> list[dict[str, Any]]:
        """Send what was typed: a number presses a button, `@FILE` attaches a file, the rest is said as it is.

        Raises:
            ServerError: the bot does not answer.
            AttachmentError: the file cannot be read or is too large.
        """
        if typed.isdigit() and 1 <= int(typed) <= len(self._payloads):
            return self.send(self._payloads[int(typed) - 1])
        if typed.startswith("@"):
            return self.send(f"/provide_image{json.dumps({'attachment': self.attach(Path(typed[1:].strip()))})}")
        return self.send(typed.lstrip("/"))

    def attach(self, path: Path) -> str:
        """Put a file into the store; returns its id."""
        from unstuck.storage.attachments import Attachments

        try:
            data = path.expanduser().read_bytes()
        except OSError as error:
            message = f"{path} cannot be read ({error.strerror}): check the name and try again."
            raise AttachmentError("file_unreadable", message) from None
        return Attachments.from_settings(self._settings).put(self._sender, data, filename=path.name).id

    def send(self, text: str) -> list[dict[str, Any]]:
        """Send one message as it is; returns the bot's messages."""
        import requests

        address = f"http://{self._settings.host}:{self._settings.port}/webhooks/rest/webhook"
        try:
            answer = self._post(address, json={"sender": self._sender, "message": text}, timeout=TURN_SECONDS)
            answer.raise_for_status()
            messages: list[dict[str, Any]] = answer.json()
        except requests.HTTPError as error:
            if error.response is not None and error.response.status_code == NOT_THERE:
                raise ServerError("rest_is_off", "The bot's REST channel is off: set UNSTUCK_REST to on.") from None
            raise _not_running() from None
        except (requests.RequestException, ValueError):
            raise _not_running() from None
        buttons = [button for message in messages for button in message.get("buttons", ())]
        self._payloads = [button["payload"] for button in buttons]
        return messages

    def save(self, attachment: str, filename: str) -> Path:
        """Write a file of the bot beside where the terminal is; returns where. Raises AttachmentError."""
        from unstuck.storage.attachments import Attachments

        store = Attachments.from_settings(self._settings)
        path = Path(filename)
        path.write_bytes(store.read(store.get(attachment, self._sender)))
        return path


def _not_running() -> ServerError:
    return ServerError("bot_not_running", "The bot does not answer: start it with `make run`.")


def show(console: Any, talk: Talk, messages: list[dict[str, Any]]) -> None:
    """Print the bot's messages, with a number at each button."""
    from rich.markdown import Markdown
    from rich.padding import Padding

    number = 0
    for message in messages:
        if text := message.get("text"):
            console.print(Padding(Markdown(text.replace("\n", "  \n")), (0, 0, 0, 2)))
        if file := message.get("custom"):
            console.print(f"  [green]{talk.save(file['attachment'], file['filename'])}[/] ({file['alt']})")
        for button in message.get("buttons", ()):
            number += 1
            console.print(f"  [bold][{number}][/bold] {button['title']}", markup=True)
