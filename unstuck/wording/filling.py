"""Placeholders filled as a language writes them: numbers, times, lists, and the form of a sentence for a number."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import date, time
from functools import lru_cache
from typing import Literal

from babel import Locale
from babel.dates import format_date, format_time
from babel.lists import format_list
from babel.numbers import format_decimal

# A text with placeholders; or below the placeholder of a number, a text for each form that numbers have: one, other, …
Template = str | Mapping[str, Mapping[str, str]]

CUSTOMS = {"en": "en_GB"}  # whose customs those of a language are, where it has several and CLDR's choice is not ours
ALL_NUMBERS = range(201)  # further up no language has a form that it does not have here, but for millions


@lru_cache
def locale_of(language: str) -> Locale:
    """The customs of a language (ISO 639). Raises babel.UnknownLocaleError."""
    return Locale.parse(CUSTOMS.get(language, language))


def forms_of(locale: Locale) -> list[str]:
    """The forms that numbers have in a language, such as one and other."""
    return sorted({locale.plural_form(number) for number in ALL_NUMBERS} | {"other"})


def fill(template: Template, values: Mapping[str, object], locale: Locale) -> str:
    """A text with its placeholders filled. Raises KeyError for a value that is not there."""
    if not isinstance(template, str):
        ((name, forms),) = template.items()
        number = values[name]
        form = locale.plural_form(number) if isinstance(number, int | float) else "other"
        template = forms.get(form, forms["other"])
    return template.strip().format_map({name: shown(value, locale) for name, value in values.items()}).strip()


def shown(value: object, locale: Locale) -> str:
    """A value as the language writes it; a date is the name of its weekday, a time hours and minutes."""
    if isinstance(value, int | float) and not isinstance(value, bool):
        return format_decimal(value, locale=locale, group_separator=False)
    if isinstance(value, time):
        return format_time(value, "short", locale=locale)
    if isinstance(value, date):
        return format_date(value, "EEEE", locale=locale)
    return str(value)


def listed(items: Sequence[str], how: Literal["and", "or"], locale: Locale) -> str:
    """Several things in one sentence: all of them, or any of them."""
    return format_list(items, "or" if how == "or" else "standard", locale)
