"""What training learns of a language: data/languages/examples/, a file each (data/languages/README.md)."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

from ruamel.yaml import YAML

from unstuck.errors import ModelError
from unstuck.understanding.lessons import MENTIONED, NO_FIX, Lessons
from unstuck.understanding.statements import How

RULED_OUT = "not"  # before the intent of a part of a story that denies it
TRIED = "already_tried"


def read(path: Path) -> Lessons:
    """All lessons of a file. Raises ModelError: it is not as the README says."""
    lessons = Lessons()
    try:
        tree = YAML(typ="safe").load(path)
        for intent, texts in tree["intents"].items():
            lessons.intents += [(str(text), intent, "") for text in texts]
        for moment, intents in tree["moments"].items():
            lessons.intents += [(str(text), intent, moment) for intent, texts in intents.items() for text in texts]
        for fix, hows in tree["fixes"].items():
            for how, texts in hows.items():
                for text in map(str, texts):
                    _add_tried(lessons, text, fix, how)
        for intent, texts in tree["denied"].items():
            for text in map(str, texts):
                _add_denied(lessons, text, intent)
        for story in tree["stories"]:
            _add_story(lessons, [(str(text), str(label)) for text, label in story])
    except Exception as error:
        raise ModelError("lessons_wrong", f"{path} cannot be learned from ({error!r}); restore or mend it.") from None
    return lessons


def _add_tried(lessons: Lessons, text: str, fix: str, how: str) -> None:
    lessons.fixes.append((text, fix))
    lessons.hows.append((text, how))
    lessons.intents.append((text, MENTIONED.get(how, TRIED), ""))


def _add_denied(lessons: Lessons, text: str, intent: str) -> None:
    lessons.fixes.append((text, NO_FIX))
    lessons.hows.append((text, How.DENIED))
    lessons.intents.append((text, intent, ""))


def _add_story(lessons: Lessons, parts: Sequence[tuple[str, str]]) -> None:
    for text, label in parts:
        head, _, tail = label.partition(" ")
        if head == RULED_OUT:
            _add_denied(lessons, text, tail)
        elif tail:
            _add_tried(lessons, text, head, tail)
        else:
            lessons.intents.append((text, label, ""))
            lessons.fixes.append((text, NO_FIX))
