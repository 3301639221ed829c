"""The languages that the bot speaks: each file of data/words is one, with everything that a person reads."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path
from typing import Any, TypeGuard

from babel import UnknownLocaleError
from ruamel.yaml import YAML
from ruamel.yaml.error import YAMLError

from unstuck import settings
from unstuck.errors import WordsError
from unstuck.settings import ROOT
from unstuck.wording.filling import locale_of
from unstuck.wording.responses import ENGLISH, Translation, Words, responses_of

NOT_SPOKEN = "not_spoken.yml"
PARTS = ("language", "name", "direction", "bot", "buttons", "widget")


@dataclass(frozen=True)
class SpokenLanguages:
    """All languages by their code, English among them.

    Args:
        translations: by code.
        not_spoken: sentences for languages that are not spoken, by response and code.
        responses: the English responses.
    """

    translations: Mapping[str, Translation]
    not_spoken: Mapping[str, Mapping[str, str]]
    responses: Mapping[str, list[dict]]

    def words(self, language: str) -> Words:
        """The words of a language, or English ones where it is not spoken."""
        return Words(self.responses, self.translations.get(language))

    def nearest(self, wanted: Iterable[str]) -> str:
        """The first of some languages ("pt-BR", "de_AT") that is spoken; empty where none is."""
        return next((code for code in map(code_of, wanted) if code in self.translations), "")

    @property
    def names(self) -> str:
        """The names of all languages, each in its own."""
        return ", ".join(one.name for one in self.translations.values())

    def widget(self, language: str) -> dict[str, Any]:
        """The words of the page, English where the language lacks one, with its code and direction."""
        own = self.translations.get(language) or self.translations[ENGLISH]
        words = _over(self.translations[ENGLISH].widget, own.widget)
        return {**words, "language": own.language, "direction": own.direction}


def _over(base: Mapping[str, Any], own: Mapping[str, Any]) -> dict[str, Any]:
    """`base` with what `own` has in its place; a text that depends on a number is taken whole."""
    nested = {key for key, value in base.items() if isinstance(value, Mapping) and not is_counted(value)}
    return {
        key: _over(value, own.get(key) or {}) if key in nested else own.get(key) or value for key, value in base.items()
    }


def code_of(language: str) -> str:
    """The code of a language that may be told more exactly: of "pt-BR" and "pt_BR" it is "pt"."""
    return language.casefold().replace("_", "-").partition("-")[0]


def is_counted(value: Any) -> TypeGuard[Mapping[str, Mapping[str, Any]]]:
    """Whether this is a text that depends on a number: one placeholder, and below it a text for each form."""
    return isinstance(value, Mapping) and len(value) == 1 and isinstance(next(iter(value.values())), Mapping)


def spoken() -> SpokenLanguages:
    """The languages of this installation. Raises WordsError."""
    return load(settings.read().words)


@lru_cache(maxsize=8)
def load(folder: Path, domain: Path = ROOT / "domain.yml") -> SpokenLanguages:
    """The languages of a folder, English first. Raises WordsError."""
    found = {path.stem: load_translation(path) for path in sorted(folder.glob("*.yml")) if path.name != NOT_SPOKEN}
    if ENGLISH not in found:
        raise WordsError("no_words", f"{folder}: the English words are missing; restore {ENGLISH}.yml.")
    ordered = {ENGLISH: found.pop(ENGLISH), **found}
    others = folder / NOT_SPOKEN
    return SpokenLanguages(ordered, _read(others) if others.exists() else {}, responses_of(domain))


def load_translation(path: Path) -> Translation:
    """The words of one language. Raises WordsError, with the file."""
    tree = _read(path)
    if unknown := sorted(tree.keys() - set(PARTS)):
        raise WordsError("words_wrong", f"{path}: there is no part '{unknown[0]}'; the parts are {', '.join(PARTS)}.")
    made = Translation(
        str(tree.get("language") or ""),
        str(tree.get("name") or ""),
        str(tree.get("direction") or ""),
        _said(tree.get("bot")),
        _said(tree.get("buttons")),
        _said(tree.get("widget")),
    )
    try:
        locale_of(made.language)
    except (UnknownLocaleError, ValueError):
        raise WordsError("words_wrong", f"{path}: '{made.language}' is no code of a language; write ISO 639.") from None
    return made


def _said(tree: Any) -> dict[str, Any]:
    """The part without what nobody has written yet."""
    return {key: _said(value) if isinstance(value, dict) else value for key, value in (tree or {}).items() if value}


def _read(path: Path) -> dict[str, Any]:
    try:
        tree = YAML(typ="safe").load(path.read_text(encoding="utf-8"))
    except (OSError, UnicodeDecodeError, YAMLError) as error:
        raise WordsError("words_unreadable", f"{path}: it cannot be read ({error}); mend it there.") from None
    if not isinstance(tree, dict):
        raise WordsError("words_wrong", f"{path}: this is no list of `key: words`; see docs/languages.md.")
    return tree
