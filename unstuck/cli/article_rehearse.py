"""`unstuck articles rehearse`: conversations played again against changed articles, before those are published."""

from __future__ import annotations

import argparse
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any

from unstuck import settings
from unstuck.cli.rehearsal import Rehearsal

Answers = Sequence[Mapping[str, Any]]


@dataclass(frozen=True)
class Difference:
    """Where a conversation first goes another way: what was typed there, and what is said to it before and after."""

    typed: str
    before: str
    after: str


def register(parts: argparse._SubParsersAction) -> None:
    """Add `rehearse` to the parts of `articles`."""
    command = parts.add_parser("rehearse", help="play conversations against changed articles or another model")
    command.add_argument("changed", type=Path, nargs="?", metavar="FOLDER", help="the changed articles")
    command.add_argument("--models", type=Path, help="folder of another model")
    command.add_argument("--days", type=int, default=7, help="conversations of the last days; 0 for none")
    command.add_argument(
        "--conversations",
        type=Path,
        metavar="FOLDER",
        help="conversations in YAML too, as in tests/conversations",
    )
    command.set_defaults(run=run)


def run(options: argparse.Namespace) -> None:
    """Print what would be said otherwise. Raises ArticleError, ModelError, StoreError."""
    from unstuck.insight.past_conversations import PastConversations
    from unstuck.wording.responses import Words

    configured = settings.read()
    changed = replace(
        configured, articles=options.changed or configured.articles, models=options.models or configured.models
    )
    talks = list(_written(options.conversations)) if options.conversations else []
    if options.days:
        talks += PastConversations.from_settings(configured).last(options.days).values()
    words, before, after = Words.load(), _reader(configured), _reader(changed)
    found = [
        difference
        for talk in talks
        if (
            difference := first_difference(
                talk, Rehearsal(before.knowledge, words, before), Rehearsal(after.knowledge, words, after)
            )
        )
    ]
    for one in found:
        print(f"“{one.typed}”", _told("before", one.before), _told("after", one.after), "", sep="\n")
    print(f"{len(found)} of {len(talks)} conversations would go another way.")


def first_difference(talk: Sequence[str], before: Rehearsal, after: Rehearsal) -> Difference | None:
    """Where two rehearsals of the same words first answer otherwise.

    Args:
        talk: what the person says, or the titles of buttons that are pressed.
        before: one rehearsal, at its beginning.
        after: the other one.
    """
    old: Answers = ()
    new: Answers = ()
    for typed in talk:
        old, new = before.say(_pressed(typed, old)), after.say(_pressed(typed, new))
        if _text(old) != _text(new):
            return Difference(typed, _text(old), _text(new))
    return None


def _reader(configured: settings.Settings) -> Any:
    from unstuck.understanding import archive
    from unstuck.understanding.encoder import SentenceEncoder
    from unstuck.understanding.reading import Reader

    encoder = SentenceEncoder.load(settings.read().models / "encoder", configured.encoder)
    return Reader.make(configured, encoder, archive.read_newest(configured.models))


def _written(folder: Path) -> Iterator[list[str]]:
    """What is typed and pressed in files of conversations."""
    from ruamel.yaml import YAML

    for path in sorted(folder.rglob("*.yml")):
        turns = YAML(typ="safe").load(path.read_text(encoding="utf-8")) or []
        said = [turn.get("user") or turn.get("press") for turn in turns if isinstance(turn, dict)]
        yield [text for text in said if text]


def _pressed(typed: str, offered: Answers) -> str:
    """What a button sends, where the words are its title."""
    buttons = (button for message in offered for button in message.get("buttons", ()))
    return next((button["payload"] for button in buttons if button["title"] == typed), typed)


def _text(answers: Answers) -> str:
    return "\n".join(str(message["text"]) for message in answers)


def _told(name: str, text: str) -> str:
    return f"  {name}: " + text.replace("\n", "\n    ")
