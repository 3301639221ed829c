"""The languages that are heard beside English: data/languages/, a file each, and what its words are good for."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from functools import cached_property
from pathlib import Path
from typing import Any

from ruamel.yaml import YAML

from unstuck.errors import ModelError
from unstuck.understanding.languages.writing import forms

ENGLISH = "en"
OFTEN = 3  # examples that a word stands in, from which it tells the language
LISTS = ("called", "function", "joints", "questions", "question_marks", "last", "option", "times")


@dataclass(frozen=True)
class Language:
    """What is known of one language's words, all in small letters.

    Args:
        code: ISO 639-1.
        name: in English.
        called: what people call it, in it and in the others.
        spaces: whether words are parted by spaces.
        function: its most frequent little words.
        joints: words at which the next statement of a message may begin.
        questions: words that ask for more than yes or no.
        question_marks: words and endings that make a question.
        last: words for the last of several.
        option: what one of a numbered list is called.
        times: words behind a number that make it a count.
        numbers: words for numbers, and what they stand for.
        units: its words for b, kb, mb and gb.
        entities: by entity and value what is called otherwise than in English.
        fixes: names of fixes, by their ids.
        written: letters that people write otherwise as well, and how: ü as ue.
        examples: the words of its examples, as far as they were learned, and in how many each stands.
    """

    code: str
    name: str = ""
    called: frozenset[str] = frozenset()
    spaces: bool = True
    function: frozenset[str] = frozenset()
    joints: frozenset[str] = frozenset()
    questions: frozenset[str] = frozenset()
    question_marks: frozenset[str] = frozenset()
    last: frozenset[str] = frozenset()
    option: frozenset[str] = frozenset()
    times: frozenset[str] = frozenset()
    numbers: Mapping[str, int] = field(default_factory=dict)
    units: Mapping[str, str] = field(default_factory=dict)
    entities: Mapping[str, Mapping[str, tuple[str, ...]]] = field(default_factory=dict)
    fixes: Mapping[str, tuple[str, ...]] = field(default_factory=dict)
    written: Mapping[str, str] = field(default_factory=dict)
    examples: Mapping[str, int] = field(default_factory=dict)

    @cached_property
    def vocabulary(self) -> frozenset[str]:
        """All its words that are known to be its own, without their marks as well."""
        own = self.function | {word for word, count in self.examples.items() if count >= OFTEN}
        return own | {form for word in own for form in forms(word, self.written)} if self.spaces else own


def load(folder: Path) -> dict[str, Language]:
    """The languages of a folder by their codes, English among them; none where it is missing.

    Raises:
        ModelError: a file is wrong.
    """
    return {path.stem: _read(path) for path in sorted(folder.glob("*.yml"))}


def beside_english(known: Mapping[str, Language]) -> dict[str, Language]:
    """Those of some languages that are not English."""
    return {code: one for code, one in known.items() if code != ENGLISH}


def _read(path: Path) -> Language:
    try:
        tree = YAML(typ="safe").load(path)
        return Language(
            code=path.stem,
            name=str(tree["name"]),
            spaces=bool(tree.get("spaces", True)),
            numbers={str(word).lower(): int(number) for word, number in (tree.get("numbers") or {}).items()},
            units={str(word).lower(): str(unit) for word, unit in (tree.get("units") or {}).items()},
            entities={
                name: {str(value): _words(forms) for value, forms in values.items()}
                for name, values in (tree.get("entities") or {}).items()
            },
            written={str(letter): str(other) for letter, other in (tree.get("written") or {}).items()},
            fixes={fix: _words(names) for fix, names in (tree.get("fixes") or {}).items()},
            examples={},  # they are learned
            **{name: frozenset(_words(tree.get(name))) for name in LISTS},
        )
    except Exception as error:
        raise ModelError("language_wrong", f"{path} cannot be used ({error!r}); restore or mend it.") from None


def _words(listed: Any) -> tuple[str, ...]:
    return tuple(str(word).lower() for word in listed or ())
