"""What training learns from beside Rasa's examples: whole messages, taken apart by hand, in data/statements."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import numpy as np
from numpy.typing import NDArray
from ruamel.yaml import YAML
from ruamel.yaml.error import YAMLError

from unstuck.articles.model import Article
from unstuck.errors import ModelError
from unstuck.understanding import clauses, parser
from unstuck.understanding.entities import ASIDE, CUT_WHOLE, Entity, EntityFinder
from unstuck.understanding.statements import ALL_FIXES, How

BACKGROUND = "background"  # the intent of what tells nothing
NO_FIX, OTHER_FIX = "none", "other"
ASKED = "asked"  # how a question is said
# What else a fix may be mentioned for than having done it, and the intent that this is.
MENTIONED = {"wanted": "choose_method", "works": "confirm_fixed", "not_me": BACKGROUND, "unable": "ask_step_help"}
SAME = 0.5  # share of a labelled stretch that has to lie in a clause, for the clause to have its label
AT_ONCE = 64  # messages that are parsed together; more gain nothing
YES_NO = frozenset(["affirm", "deny"])

Example = tuple[str, str]
Layers = NDArray[np.float32]


@dataclass
class Lessons:
    """Texts and what they are examples of.

    Args:
        intents: a text, its intent, and the moment in which it is said.
        fixes: a text and the id of the fix that it is about, or `none`, `all` or `other`.
        hows: a text and how it is said.
        alone: of the intents those of single sentences, which say one thing.
    """

    intents: list[tuple[str, str, str]] = field(default_factory=list)
    fixes: list[Example] = field(default_factory=list)
    hows: list[Example] = field(default_factory=list)
    alone: list[Example] = field(default_factory=list)


def read(folder: Path, finder: EntityFinder, articles: Sequence[Article]) -> Lessons:
    """All lessons of a folder, and the names of the articles' fixes.

    Raises:
        ModelError: a file is missing or not as its README says.
    """
    lessons = Lessons()
    try:
        messages = _load(folder / "messages.yml")
        named = [finder.find(message["text"]) for message in messages]
        pieces = cut_all([message["text"] for message in messages], named)
        for message, entities, its in zip(messages, named, pieces, strict=True):
            _add_message(lessons, message, entities, its)
        for one in (*_load(folder / "moments.yml"), *(near := _load(folder / "near.yml"))):
            lessons.intents.append((one["text"], one["intent"], one["moment"]))
        lessons.alone += [(one["text"], one["intent"]) for one in near]
        for one in _load(folder / "tried.yml"):
            _add_tried(lessons, one)
    except (OSError, YAMLError, KeyError, TypeError) as error:
        raise ModelError("lessons_wrong", f"{folder} cannot be learned from ({error!r}); restore or mend it.") from None
    for article in articles:
        for method in article.methods:
            lessons.fixes += [(name, method.id) for name in (method.title, *method.names)]
    known = {NO_FIX, ALL_FIXES, *(method.id for article in articles for method in article.methods)}
    lessons.fixes = [(text, fix if fix in known else OTHER_FIX) for text, fix in lessons.fixes]
    return lessons


def _load(path: Path) -> list[Mapping[str, Any]]:
    return list(YAML(typ="safe").load(path.read_text(encoding="utf-8")) or ())


def _add_tried(lessons: Lessons, one: Mapping[str, Any]) -> None:
    text, how = one["text"], one["how"]
    lessons.fixes.append((text, one["fix"] if how != "not_me" else NO_FIX))
    lessons.hows.append((text, how))
    if how in MENTIONED:
        lessons.intents.append((text, MENTIONED[how], ""))
    elif how == How.DENIED:
        lessons.intents.append((text, one["intent"], ""))
    elif how in set(How):
        lessons.intents.append((text, "already_tried", ""))


def _add_message(
    lessons: Lessons, message: Mapping[str, Any], entities: Sequence[Entity], pieces: Iterable[clauses.Clause]
) -> None:
    """Each clause of a message with the labels of the statements that stand in it."""
    text, moment = message["text"], message.get("moment", "")
    for clause in pieces:
        told = [
            (one.start, one.end) for one in entities if one.name in ASIDE and clause.start <= one.start < clause.end
        ]
        said = clauses.beside(clause, told)
        found = [statement for statement in message["statements"] if _stands_in(statement, clause, text)]
        labels = {statement["intent"] for statement in found if "intent" in statement}
        if not found or len(labels) == 1:
            lessons.intents.append((said, next(iter(labels), BACKGROUND), moment))
        fixes = {one["target"] for one in found if one["act"] == "did" or one.get("intent") == "choose_method"}
        if len(fixes) < 2:
            lessons.fixes.append((said, next(iter(fixes), NO_FIX)))
        hows = set(_hows(found))
        if len(hows) == 1:
            lessons.hows.append((said, hows.pop()))


def _hows(found: Iterable[Mapping[str, Any]]) -> Iterator[str]:
    for statement in found:
        if statement["act"] in ("describes", "did"):
            yield statement.get("how", How.STATED)
        elif statement.get("intent") not in YES_NO:
            yield ASKED if statement["act"] == "asks" else "wanted" if statement["act"] == "wants" else How.STATED


def _stands_in(statement: Mapping[str, Any], clause: clauses.Clause, text: str) -> bool:
    start = text.find(statement["says"])
    end = start + len(statement["says"])
    shared = min(end, clause.end) - max(start, clause.start)
    return shared > SAME * min(end - start, clause.end - clause.start)


def cut(text: str, entities: Iterable[Entity]) -> tuple[clauses.Clause, ...]:
    """The clauses of a message, in none of which a name of a fix, an error message or a device ends."""
    return clauses.split(parser.load()(text[: clauses.MOST_CHARACTERS]), _whole(entities))


def cut_all(texts: Iterable[str], named: Iterable[Iterable[Entity]]) -> list[tuple[clauses.Clause, ...]]:
    """The same of many messages, each with what is named in it: parsed together in a fifth of the time."""
    parsed = parser.load().pipe((text[: clauses.MOST_CHARACTERS] for text in texts), batch_size=AT_ONCE)
    return [clauses.split(tokens, _whole(its)) for tokens, its in zip(parsed, named, strict=True)]


def _whole(entities: Iterable[Entity]) -> list[clauses.Span]:
    return [(one.start, one.end) for one in entities if one.name in CUT_WHOLE]
