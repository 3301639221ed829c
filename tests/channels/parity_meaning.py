"""What the bot said in a turn, reduced to what it means: the same on every channel, however each one shows it."""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass
from hashlib import sha256
from string import Formatter

from ruamel.yaml import YAML

from unstuck.settings import ROOT

RESPONSES = YAML(typ="safe").load(ROOT / "domain.yml")["responses"]
BULLET = "• "

_BULLETS = re.compile(r"^[•-] ", re.MULTILINE)
_TICKET = re.compile(r"\bU-\w+")


@dataclass(frozen=True)
class Step:
    """Which step of which fix."""

    fix: int
    fixes: int
    step: int
    steps: int
    title: str


@dataclass(frozen=True)
class SentFile:
    """A file that the bot handed over: what it is called, and its bytes by their hash."""

    filename: str
    hash: str

    @classmethod
    def of(cls, filename: str, data: bytes) -> SentFile:
        return cls(filename, sha256(data).hexdigest())


@dataclass(frozen=True)
class Meaning:
    """One message, or all of a turn. `words` has labels between ** and no bullets; `findings` are the sentences on a
    picture; `buttons` are titles."""

    words: str = ""
    steps: tuple[Step, ...] = ()
    findings: tuple[str, ...] = ()
    buttons: tuple[str, ...] = ()
    files: tuple[SentFile, ...] = ()

    @classmethod
    def together(cls, parts: Iterable[Meaning]) -> Meaning:
        # That it is a bot a page hears with the greeting, before the first turn.
        said = tuple(part for part in parts if part.words != plain(RESPONSES["utter_introduction"][0]["text"]))
        return cls(
            "\n".join(part.words for part in said if part.words),
            tuple(step for part in said for step in part.steps),
            tuple(finding for part in said for finding in part.findings),
            tuple(button for part in said for button in part.buttons),
            tuple(file for part in said for file in part.files),
        )


def plain(text: str) -> str:
    """The words as they are said everywhere: no bullets, no empty lines; every ticket has the same number."""
    bare = _TICKET.sub("U-1", _BULLETS.sub("", text))
    return "\n".join(line.strip() for line in bare.splitlines() if line.strip())


def steps_in(words: str) -> tuple[Step, ...]:
    """The step that a message shows, read from its first two lines."""
    found = _STEP.match(words)
    if found is None:
        return ()
    *numbers, title = found.groups()
    return (Step(*map(int, numbers), title),)


def findings_in(lines: Iterable[str]) -> tuple[str, ...]:
    """The lines that tell what was found in a picture, as domain.yml words it."""
    return tuple(line for line in lines if any(form.fullmatch(line) for form in _FINDINGS))


def bulleted(text: str) -> list[str]:
    """The lines with a bullet, without it."""
    return [line.removeprefix(BULLET) for line in text.splitlines() if line.startswith(BULLET)]


def _form(text: str) -> re.Pattern[str]:
    """What a response of domain.yml looks like with its placeholders filled."""
    parts = Formatter().parse(text)
    return re.compile("".join(re.escape(fixed) + ("(.+)" if name else "") for fixed, name, _, _ in parts))


_STEP = _form(RESPONSES["utter_step"][0]["text"].splitlines()[0] + "\n**{title}**")
_FINDINGS = [_form(said[0]["text"]) for name, said in RESPONSES.items() if name.startswith("utter_finding_")]
