"""Somebody who talks over REST, as `unstuck chat` does: what they send goes into the attachment store first."""

from __future__ import annotations

from typing import Any

from tests.channels.parity_meaning import Meaning, SentFile, findings_in, plain, steps_in
from tests.servers.bot import Bot
from unstuck.errors import AttachmentError


class Rest:
    """REST only answers: nothing can be sent to anybody who has not asked just now."""

    channel = "rest"

    def __init__(self, bot: Bot, number: int) -> None:
        self._talk = bot.talk(f"parity-{number}")

    def say(self, text: str) -> Meaning:
        self._talk.say(text)
        return self._heard()

    def press(self, title: str) -> Meaning:
        self._talk.press(title)
        return self._heard()

    def send_file(self, data: bytes, filename: str) -> Meaning:
        try:
            self._talk.send_file(data, filename)
        except AttachmentError as error:
            return Meaning(error.message)
        return self._heard()

    def leave(self) -> None:
        """Nothing is open."""

    def _heard(self) -> Meaning:
        return Meaning.together(self._meaning(message) for message in self._talk.messages)

    def _meaning(self, message: dict[str, Any]) -> Meaning:
        words = plain(message.get("text", ""))
        return Meaning(
            words,
            steps_in(words),
            findings_in(words.splitlines()),
            tuple(button["title"] for button in message.get("buttons", ())),
            (self._file(message["custom"]),) if "custom" in message else (),
        )

    def _file(self, sent: dict[str, Any]) -> SentFile:
        store = self._talk.store
        return SentFile.of(sent["filename"], store.read(store.get(sent["attachment"], self._talk.sender)))
