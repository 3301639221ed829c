"""What a language's file lacks, or has otherwise than English: keys, placeholders, forms of numbers, labels, lines."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from string import Formatter
from typing import Any

from unstuck.wording.english import Sentence
from unstuck.wording.filling import Template, forms_of, locale_of
from unstuck.wording.responses import Translation
from unstuck.wording.spoken_languages import is_counted

ALIKE = {"a_format": "format"}  # the same value, with and without the English article


def faults(wanted: Sequence[Sentence], own: Translation) -> Iterator[str]:
    """Every fault of a language, each as its place and what to do."""
    forms = forms_of(locale_of(own.language))
    if not own.name:
        yield "name: write what the speakers of the language call it"
    if own.direction not in ("ltr", "rtl"):
        yield "direction: write ltr, or rtl where the language is written from right to left"
    there = {**_flat("bot", own.bot), **{f"buttons.{key}": value for key, value in own.buttons.items()}}
    there |= _flat("widget", own.widget)
    for place in there.keys() - {sentence.place for sentence in wanted}:
        yield f"{place}: there is no such text in English; correct the name, or remove it"
    for sentence in wanted:
        if sentence.place not in there:
            english = " / ".join(filter(None, _one(sentence.text).splitlines()))  # a fault is one line
            yield f"{sentence.place}: lacks; translate “{english}”"
        else:
            yield from (f"{sentence.place}: {why}" for why in _unlike(sentence.text, there[sentence.place], forms))


def _flat(place: str, tree: Mapping[str, Any]) -> dict[str, Any]:
    found: dict[str, Any] = {}
    for key, value in tree.items():
        nested = isinstance(value, Mapping) and not is_counted(value)
        found |= _flat(f"{place}.{key}", value) if nested else {f"{place}.{key}": value}
    return found


def _unlike(english: Template, own: Any, forms: Sequence[str]) -> Iterator[str]:
    model = _one(english)
    if isinstance(own, str):
        yield from _unlike_text(model, own)
        return
    if not is_counted(own):
        yield "this is no text; write text, in quotes if it begins with a sign"
        return
    ((number, texts),) = own.items()
    if number not in _placeholders(model):
        yield f"there is no placeholder {{{number}}} in English, so it can decide nothing"
        return
    if missing := [form for form in forms if not texts.get(form)]:
        yield f"the forms {', '.join(missing)} lack below {number}"
    if strange := [form for form in texts if form not in {*forms, "many"}]:
        yield f"the language has no form {', '.join(strange)}; its forms are {', '.join(forms)}"
    for form, text in texts.items():
        yield from (f"{form}: {why}" for why in _unlike_text(model, str(text), may_lack=number))


def _unlike_text(english: str, own: str, may_lack: str = "") -> Iterator[str]:
    try:
        wanted, there = _placeholders(english), _placeholders(own)
    except ValueError as error:
        yield f"a brace stands alone ({error})"
        return
    if missing := sorted(wanted - there - {may_lack}):
        yield f"{{{missing[0]}}} lacks"
    if strange := sorted(there - wanted):
        yield f"{{{strange[0]}}} is filled by nothing here"
    if own.count("**") != english.count("**"):
        yield f"there are {own.count('**')} pairs of stars (**), and {english.count('**')} in English"
    if own.strip().count("\n") != english.strip().count("\n"):
        yield "it has another number of lines than English"


def _placeholders(text: str) -> set[str]:
    return {ALIKE.get(name, name) for _, name, _, _ in Formatter().parse(text) if name is not None}


def _one(template: Template) -> str:
    """A text, or the form of it that says most."""
    return template if isinstance(template, str) else next(iter(template.values()))["other"]
