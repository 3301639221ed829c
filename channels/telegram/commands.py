"""Commands and mentions: what the words of a message want of this bot."""

from __future__ import annotations

import re
from dataclasses import dataclass

from channels.messenger.service import ERASE, Commanded, Typed
from channels.telegram.updates import Note

# The intent that each command stands for.
COMMANDS = {
    "start": "greet",
    "help": "ask_capabilities",
    "restart": "start_over",
    "cancel": "stop_guide",
    "delete": ERASE,
}
_COMMAND = re.compile(r"/(\w{1,32})(?:@(\w+))?(?:\s+(.*))?", re.ASCII | re.DOTALL)


@dataclass(frozen=True)
class Me:
    """This bot: its id, and its name without the @."""

    id: int
    username: str

    def is_meant(self, note: Note) -> bool:
        """Whether a group's message is for this bot: it names it, or replies to it."""
        command = _COMMAND.fullmatch(note.text)
        if command and command[2]:
            return command[2].casefold() == self.username.casefold()
        return note.answers_bot == self.id or bool(self._mention().search(note.text))

    def without_mention(self, text: str) -> str:
        """The words without the bot's name."""
        return self._mention().sub("", text).lstrip(" ,:;\n").rstrip()

    def _mention(self) -> re.Pattern[str]:
        return re.compile(rf"\s*(?<!\w)@{re.escape(self.username)}\b", re.IGNORECASE | re.ASCII)


def words(text: str) -> Typed | Commanded:
    """A command, or typed text. Where words follow a command, they count and not the command; only not behind `/start`,
    where a link has put them."""
    command = _COMMAND.fullmatch(text.strip())
    if command and (intent := COMMANDS.get(command[1].lower())):
        if command[3] and command[1].lower() not in ("start", "delete"):
            return Typed(command[3])
        return Commanded(f"/{command[1].lower()}", intent)
    return Typed(text)
