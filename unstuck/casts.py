"""Casts: how the text of a setting becomes its value, and why another one cannot; see settings.py."""

import ipaddress
import json
import re
from collections.abc import Callable
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit


def folder(text: str) -> Path:
    """A path, whole, with `~` filled in."""
    return Path(text).expanduser().resolve()


def checked(cast: Callable[[str], Any], is_good: Callable[[Any], object], why: str) -> Callable[[str], Any]:
    """A cast that takes only what is good of what another one makes, and says why not."""

    def read(text: str) -> Any:
        value = cast(text)
        if not is_good(value):
            raise ValueError(why)
        return value

    return read


def number(cast: Callable[[str], Any], most: int, zero: bool = False) -> Callable[[str], Any]:
    """A number above 0, or from 0 on, up to the most."""
    why = f"must be {'from' if zero else 'above'} 0, and {most} at most"
    return checked(cast, lambda number: 0 < number <= most or (zero and number == 0), why)


def one_of(*choices: str) -> Callable[[str], str]:
    """One word of a few."""
    return checked(str, choices.__contains__, f"must be one of {', '.join(choices)}")


def address(*schemes: str) -> Callable[[str], str]:
    """An address of one of these schemes; the error repeats nothing of it, for it may hold a password."""

    def read(text: str) -> str:
        try:
            good = urlsplit(text).scheme in schemes and urlsplit(text).port != 0
        except ValueError:  # whose message may hold a part of a password
            good = False
        if not good:
            raise ValueError(f"must be like {schemes[0]}://host:port/name")
        return text

    return read


def database(text: str) -> str:
    """The address of a PostgreSQL database."""
    return address("postgresql")(re.sub("^postgres:", "postgresql:", text))  # as some hosts write it


def broker(text: str) -> str:
    """A JSON object with a type."""
    if not (text.startswith("{") and json.loads(text).get("type")):
        raise ValueError("must be a JSON object with a type")
    return text


def like(pattern: str, example: str) -> Callable[[str], str]:
    """A text of this pattern."""
    return checked(str, lambda text: re.fullmatch(pattern, text), f"it is not like {example}")


def each_like(pattern: str, example: str) -> Callable[[str], str]:
    """Words of this pattern, with spaces between."""

    def read(text: str) -> str:
        for word in text.split():
            if not re.fullmatch(pattern, word):
                raise ValueError(f"{word} is not like {example}")
        return text

    return read


plain = checked(str, lambda text: text.isascii() and text.isprintable(), "must be in plain letters and signs, ASCII")
long_plain = checked(plain, lambda text: len(text) >= 16, "must have 16 characters or more")

word = like("[A-Za-z0-9_-]{1,256}", "letters, digits, _ and -, 256 at most")
ip = checked(str, ipaddress.ip_address, "")
port, many = checked(int, range(1, 65_536).__contains__, "there is no such port"), number(int, 10**9)
size, days = number(float, 10**6), number(float, 36_500)
