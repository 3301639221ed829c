"""The things named in a message of another language: what English patterns find, and what is called otherwise."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Callable, Iterable, Iterator
from itertools import groupby

import Stemmer

from unstuck.understanding.entities import METHOD, Entity, EntityFinder
from unstuck.understanding.languages.language import Language

BYTES = {"b": 1, "kb": 1_000, "mb": 1_000_000, "gb": 1_000_000_000}
NUMBER = r"\d+(?:[.,٫]\d+)?"
WORD = re.compile(r"[^\W_]+")


class FactFinder:
    """Finds entities in one language."""

    def __init__(self, language: Language, english: EntityFinder, names: LanguageNames) -> None:
        """`english` finds what is called the same everywhere: devices, versions, formats, error messages."""
        self._language = language
        self._english = english
        self._names = names
        self._stem = _stemmer(language.code)
        self._phrases = [
            (name, value, _any_of(forms, language.spaces))
            for name, values in language.entities.items()
            for value, forms in values.items()
            if forms
        ]
        self._fixes = {self._stems(name): fix for fix, names in language.fixes.items() for name in names}
        self._longest = max((len(stems) for stems in self._fixes), default=0)
        numbers = "|".join(map(re.escape, sorted(language.numbers, key=len, reverse=True))) or r"(?!)"
        amount = rf"(?P<amount>{NUMBER}|{numbers})"
        edge, border = (r"(?<![\w.,])", r"(?!\w)") if language.spaces else (r"(?<![\d.,])", "")
        self._size = _pattern(rf"{edge}{amount}\s?(?P<unit>{{}}){border}", language.units)
        self._count = _pattern(rf"{edge}{amount}\s?(?:{{}}){border}", language.times)
        self._option = _pattern(rf"{edge}(?:(?:{{0}})\W{{{{0,3}}}}{amount}){border}", language.option)
        self._ordered = _pattern(rf"{edge}{amount}[.ºª]?\s?(?:{{}}){border}", language.option)

    def find(self, text: str) -> tuple[Entity, ...]:
        """All entities of a message, in the order of the text."""
        plain = plain_digits(text)
        known = [one for one in self._called_the_same(plain) if not self._is_ordinary(one)]
        told = [one for one in known if one.name == "error_message"]
        own = [one for one in self._own(plain.lower()) if not any(_overlap(one, alert) for alert in told)]
        fresh = [one for one in own if not any(_overlap(one, other) and one.name == other.name for other in known)]
        found = [Entity(one.name, one.value, text[one.start : one.end], one.start, one.end) for one in (*known, *fresh)]
        return tuple(sorted(dict.fromkeys(found), key=lambda one: (one.start, one.end)))

    def _called_the_same(self, text: str) -> Iterator[Entity]:
        if self._language.spaces:
            yield from self._english.find(text)
            return
        spaced, places = parted(text)
        for one in self._english.find(spaced):
            start, end = places[one.start], places[one.end - 1] + 1
            yield Entity(one.name, one.value, text[start:end], start, end)

    def _is_ordinary(self, one: Entity) -> bool:
        """Whether what looks like a name is little words of this language: "a se", "poco"."""
        words = WORD.findall(one.text.lower())
        return bool(words) and all(word in self._language.function for word in words)

    def _own(self, text: str) -> Iterator[Entity]:
        for name, value, pattern in self._phrases:
            for match in pattern.finditer(text):
                yield Entity(name, value, match[0], match.start(), match.end())
        yield from self._named_fixes(text)
        yield from self._names.find(text)
        for match in self._size.finditer(text) if self._size else ():
            amount = self._amount(match["amount"])
            size = round(amount * BYTES[self._language.units[match["unit"]]])
            yield Entity("file_size", size, match[0], match.start(), match.end())
        for match in self._count.finditer(text) if self._count else ():
            yield Entity("count", int(self._amount(match["amount"])), match[0], match.start(), match.end())
        for numbered in (self._option, self._ordered):
            for match in numbered.finditer(text) if numbered else ():
                yield Entity(METHOD, str(int(self._amount(match["amount"]))), match[0], match.start(), match.end())

    def _amount(self, text: str) -> float:
        if text in self._language.numbers:
            return float(self._language.numbers[text])
        return float(text.replace(",", ".").replace("٫", "."))

    def _named_fixes(self, text: str) -> Iterator[Entity]:
        if not self._language.spaces:
            for name, fix in self._fixes.items():
                for match in re.finditer(re.escape(name[0]), text):
                    yield Entity(METHOD, fix, match[0], match.start(), match.end())
            return
        words = list(WORD.finditer(text))
        stems = [self._stem(word[0]) for word in words]
        taken = 0
        for first in range(len(words)):
            for length in range(self._longest, 0, -1):
                named = self._fixes.get(tuple(stems[first : first + length])) if first >= taken else None
                if named:
                    start, end = words[first].start(), words[min(first + length, len(words)) - 1].end()
                    yield Entity(METHOD, named, text[start:end], start, end)
                    taken = first + length
                    break

    def _stems(self, name: str) -> tuple[str, ...]:
        return tuple(map(self._stem, WORD.findall(name))) if self._language.spaces else (name,)


class LanguageNames:
    """Finds languages that are named: "auf Deutsch bitte", "in italiano", 英語で."""

    def __init__(self, languages: Iterable[Language]) -> None:
        self._codes = {name: language.code for language in languages for name in language.called}
        parted: list[str] = []
        joined: list[str] = []
        for name in self._codes:
            (parted if name.isascii() or unicodedata.name(name[0], "").startswith("LATIN") else joined).append(name)
        self._patterns = [_any_of(parted, True)] if parted else []
        self._patterns += [_any_of(joined, False)] if joined else []

    def find(self, text: str) -> Iterator[Entity]:
        """The languages named in a text in small letters, each as an entity `language` with its code."""
        for pattern in self._patterns:
            for match in pattern.finditer(text):
                yield Entity("language", self._codes[match[0]], match[0], match.start(), match.end())


def plain_digits(text: str) -> str:
    """The text with the digits and Latin letters of every script as ASCII ones, at the same places."""
    if text.isascii():
        return text
    return "".join(map(_plain, text))


def _plain(character: str) -> str:
    if character.isascii():
        return character
    digit = unicodedata.digit(character, -1)
    if digit >= 0:
        return str(digit)
    wide = unicodedata.normalize("NFKC", character)
    return wide if len(wide) == 1 and wide.isascii() else character


def parted(text: str) -> tuple[str, list[int]]:
    """A text with a space wherever the script changes, and for each of its characters the place in the text."""
    spaced: list[str] = []
    places: list[int] = []
    groups = groupby(enumerate(text), key=lambda pair: pair[1].isascii())
    for _, group in groups:
        if spaced:
            spaced.append(" ")
            places.append(places[-1])
        for place, character in group:
            spaced.append(character)
            places.append(place)
    return "".join(spaced), places


def _pattern(template: str, words: Iterable[str]) -> re.Pattern[str] | None:
    alternatives = "|".join(re.escape(word) for word in sorted(words, key=lambda word: (-len(word), word)))
    return re.compile(template.format(alternatives)) if alternatives else None


def _any_of(words: Iterable[str], spaces: bool) -> re.Pattern[str]:
    alternatives = "|".join(re.escape(word) for word in sorted(words, key=lambda word: (-len(word), word)))
    return re.compile(rf"(?<!\w)(?:{alternatives})(?!\w)" if spaces else f"(?:{alternatives})")


def _stemmer(code: str) -> Callable[[str], str]:
    try:
        stem: Callable[[str], str] = Stemmer.Stemmer(code).stemWord
    except KeyError:
        return str
    return stem


def _overlap(one: Entity, other: Entity) -> bool:
    return one.start < other.end and other.start < one.end
