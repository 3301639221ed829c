"""The bot's own words in one language: English as domain.yml holds it, and over it what another one has of its own."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from functools import lru_cache
from pathlib import Path
from typing import Any, Literal

from babel import Locale
from ruamel.yaml import YAML

from unstuck.settings import ROOT
from unstuck.wording.filling import Template, fill, listed, locale_of

ENGLISH = "en"


@dataclass(frozen=True)
class Translation:
    """What one language has of its own.

    Args:
        language: its code, ISO 639.
        name: what its speakers call it.
        direction: `rtl` where it is written from right to left, else `ltr`.
        bot: texts of responses by their name, `utter_…`.
        buttons: titles of the responses' buttons by the English ones.
        widget: the words of the page, by their keys.
    """

    language: str
    name: str
    direction: str = "ltr"
    bot: Mapping[str, Template] = field(default_factory=dict)
    buttons: Mapping[str, str] = field(default_factory=dict)
    widget: Mapping[str, Any] = field(default_factory=dict)


class Words:
    """Everything that the bot says in one language; what the language lacks is English.

    Args:
        responses: the responses of a Rasa domain.
        own: what the language has of its own; nothing for English.
    """

    def __init__(self, responses: Mapping[str, list[dict]], own: Translation | None = None) -> None:
        self._responses = responses
        self._own = own or Translation(ENGLISH, "English")

    @classmethod
    def load(cls, path: Path = ROOT / "domain.yml") -> Words:
        """The English words: the responses of a Rasa domain file."""
        return cls(responses_of(path))

    @property
    def language(self) -> str:
        """The code of the language."""
        return self._own.language

    @property
    def locale(self) -> Locale:
        """How the language writes numbers and times."""
        return locale_of(self.language)

    def __contains__(self, name: str) -> bool:
        return name in self._responses

    def say(self, name: str, /, **values: object) -> str:
        """The text of response `name` with its placeholders filled from `values`; first variant. Raises KeyError."""
        if own := self._own.bot.get(name):
            return fill(own, values, self.locale)
        return fill(self._responses[name][0]["text"], values, locale_of(ENGLISH))

    def listed(self, items: Sequence[str], how: Literal["and", "or"]) -> str:
        """Several things in one sentence."""
        return listed(items, how, self.locale)

    def buttons(self, name: str) -> list[tuple[str, str]]:
        """Title and payload of the buttons that a response always has. Raises KeyError."""
        buttons = self._responses[name][0].get("buttons", ())
        return [
            (
                self._own.buttons.get(button["title"]) or button["title"],
                button["payload"].replace("{{", "{").replace("}}", "}"),
            )
            for button in buttons
        ]


@lru_cache
def responses_of(path: Path) -> Mapping[str, list[dict]]:
    """The responses of a Rasa domain file, by their name."""
    with path.open(encoding="utf-8") as file:
        return YAML(typ="safe").load(file)["responses"]
