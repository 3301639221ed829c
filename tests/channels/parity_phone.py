"""Somebody who talks to the bot by a phone: the same for every messenger whose tests have one."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any, ClassVar

from tests.channels.parity_meaning import Meaning


class Phoned:
    """A person who has never written before; `meaning` reads one message of the bot."""

    channel: ClassVar[str]

    def __init__(self, phone: Any, meaning: Callable[[Any], Meaning]) -> None:
        self._phone = phone
        self._meaning = meaning

    def say(self, text: str) -> Meaning:
        return self._turn(self._phone.say(text))

    def press(self, title: str) -> Meaning:
        return self._turn(self._phone.press(title))

    def send_file(self, data: bytes, filename: str) -> Meaning:
        return self._turn(self._phone.send_file(data, filename))

    def hear(self) -> Meaning:
        """What the bot has posted since the last time, after it has answered everything."""
        return self._turn(self._phone.wait())

    def leave(self) -> None:
        """Nothing is open."""

    def _turn(self, posted: list[Any]) -> Meaning:
        return Meaning.together(self._meaning(one) for one in posted)
