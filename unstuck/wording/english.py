"""What there is to say, as English says it: the sentences that a translation has to have, with the notes on them."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from unstuck.wording.filling import Template
from unstuck.wording.responses import ENGLISH
from unstuck.wording.spoken_languages import SpokenLanguages, is_counted

# Responses that the team reads, or whoever runs the bot, by how their names begin: they are English.
FOR_THE_TEAM = (
    "utter_terminal_",
    "utter_preview_",
    "utter_fix_result_",
    "utter_team_has_closed",
    "utter_team_undelivered",
    "utter_team_not_reached",
    "utter_team_somebody",
    "utter_photo_summary",
    "utter_photo_good",
    "utter_photo_text",
    "utter_photo_left",
    "utter_photo_written",
)
_FILLED = re.compile(r"\{\w+\}")
_NOTE = re.compile(r"^\s*# ?(.*)$")
_KEY = re.compile(r"^(\s*)(\w+):")


@dataclass(frozen=True)
class Sentence:
    """One text: where it stands (`bot.utter_greet`, `widget.alerts.sound`), and the notes above it in its file."""

    place: str
    text: Template
    notes: tuple[str, ...] = ()


def sentences(languages: SpokenLanguages, domain: Path, folder: Path) -> Iterator[Sentence]:
    """Every text that a translation has to have, in the order of the English files, `domain` and that in `folder`."""
    told = _notes(domain)
    for name, variants in languages.responses.items():
        if not name.startswith(FOR_THE_TEAM) and says_something(variants[0]["text"]):
            yield Sentence(f"bot.{name}", variants[0]["text"], told.get(name, ()))
    for title in titles(languages.responses):
        yield Sentence(f"buttons.{title}", title)
    told = _notes(folder / f"{ENGLISH}.yml")
    yield from _leaves("widget", languages.translations[ENGLISH].widget, told)


def says_something(text: str) -> bool:
    """Whether a text has words, or quotes, of its own beside what is filled in."""
    return any(sign.isalpha() or sign in "“”" for sign in _FILLED.sub("", text))


def titles(responses: Mapping[str, list[dict]]) -> tuple[str, ...]:
    """What stands on the buttons of responses, each title once."""
    people = {name: variants for name, variants in responses.items() if not name.startswith(FOR_THE_TEAM)}
    return tuple(
        dict.fromkeys(button["title"] for variants in people.values() for button in variants[0].get("buttons", ()))
    )


def _leaves(place: str, tree: Mapping[str, Any], told: Mapping[str, tuple[str, ...]]) -> Iterator[Sentence]:
    for key, value in tree.items():
        if isinstance(value, Mapping) and not is_counted(value):
            yield from _leaves(f"{place}.{key}", value, told)
        else:
            yield Sentence(f"{place}.{key}", value, told.get(key, ()))


def _notes(path: Path) -> dict[str, tuple[str, ...]]:
    """The comments directly above each key of a YAML file."""
    found: dict[str, tuple[str, ...]] = {}
    above: list[str] = []
    for line in path.read_text(encoding="utf-8").splitlines():
        if note := _NOTE.match(line):
            above.append(note[1])
        elif not line.strip():
            above = []
        elif key := _KEY.match(line):
            found[key[2]] = tuple(above)
            above = []
    return found
