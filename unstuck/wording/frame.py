"""The frame of a language's file: every text that it needs, with the English and the notes above it."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator, Sequence
from functools import reduce
from typing import Any

from unstuck.articles.overlay_check import inside
from unstuck.wording.english import Sentence
from unstuck.wording.filling import forms_of, locale_of
from unstuck.wording.responses import Translation
from unstuck.wording.spoken_languages import is_counted

HEAD = """\
# Everything that a person reads, in {name}: below each comment with the English comes its translation, and what is
# left empty is shown in English. What stands in {{braces}} is filled in, and must be there again; **labels** stand
# between two pairs of stars. Where a number changes the sentence, write a form for each kind of number below the
# placeholder that decides:
#   utter_offer_follow_up: {{hours: {{{forms}}}}}
# docs/languages.md tells the rest; `unstuck words check {language}` names what lacks.
language: {language}
name: {own_name}
direction: {direction}
"""


def frame(wanted: Sequence[Sentence], language: str, own: Translation | None = None) -> str:
    """The text of a language's file, with what `own` has already. Raises babel.UnknownLocaleError."""
    locale = locale_of(language)
    forms = ", ".join(f'{form}: "…"' for form in forms_of(locale))
    name = own.name if own else locale.get_display_name(language) or language
    head = HEAD.format(
        name=locale.get_display_name("en"),
        own_name=name,
        language=language,
        direction=locale.text_direction,
        forms=forms,
    )
    return head + "".join(_parts(wanted, forms_of(locale), own))


def _parts(wanted: Sequence[Sentence], forms: Sequence[str], own: Translation | None) -> Iterator[str]:
    written: Any = own
    open_at: list[str] = []
    for sentence in wanted:
        part, _, rest = sentence.place.partition(".")
        names = [part, rest] if part != "widget" else sentence.place.split(".")
        for depth, name in enumerate(names[:-1]):
            if open_at[: depth + 1] != names[: depth + 1]:
                yield f"{'' if depth else chr(10)}{'  ' * depth}{name}:\n"
                open_at = names[: depth + 1]
        open_at = names[:-1]
        yield from _entry(sentence, names, forms, reduce(inside, names, written))


def _entry(sentence: Sentence, names: Sequence[str], forms: Sequence[str], present: Any) -> Iterator[str]:
    indent = "  " * (len(names) - 1)
    for note in sentence.notes:
        yield f"{indent}# ({note})\n"
    key = names[-1] if re.fullmatch(r"\w+", names[-1]) else json.dumps(names[-1], ensure_ascii=False)
    if is_counted(sentence.text) and not isinstance(present, str):
        ((number, english),) = sentence.text.items()
        yield f"{indent}# {' / '.join(english.values())}\n{indent}{key}:\n{indent}  {number}:\n"
        for form in forms:
            yield f"{indent}    {form}: {_quoted((present or {}).get(number, {}).get(form))}\n"
        return
    if names[0] != "buttons":
        yield f"{indent}# {json.dumps(str(sentence.text).strip(), ensure_ascii=False)[1:-1]}\n"
    yield f"{indent}{key}: {_quoted(present)}\n"


def _quoted(value: Any) -> str:
    return "" if value is None else json.dumps(value, ensure_ascii=False)
