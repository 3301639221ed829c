"""What is wrong with an article file, in words: where, what, and what to do about it."""

import re
from collections.abc import Sequence
from difflib import get_close_matches
from pathlib import Path
from typing import Any

from ruamel.yaml import YAML

from unstuck.articles import model

FIELDS = sorted({name for item in vars(model).values() for name in getattr(item, "__fields__", ())})

# What to do about a mistake, by pydantic's name of it; `{field}` is the field.
REMEDIES = {
    "value_error.missing": "add `{field}:`",
    "value_error.extra": "remove `{field}`, or correct its spelling",
    "value_error.str.regex": "write it in small letters, digits and underscores",
    "value_error.any_str.min_length": "write something there, or remove the line",
    "value_error.number.not_gt": "write a number above zero",
    "type_error.integer": "write a whole number, without a unit",
    "type_error.list": "write a list, one `- entry` a line",
    "type_error.tuple": "write a list, one `- entry` a line",
    "type_error.dict": "write `field: value` lines below it",
    "type_error.str": "write text; put it in quotes if it begins with a sign",
    "type_error.enum": "choose one of those",
    "value_error": "see docs/writing-an-article.md",
}


class Places:
    """Where the parts of an article stand in its file, which has to be YAML."""

    def __init__(self, path: Path) -> None:
        self._path = path
        self._tree = YAML(typ="rt").load(path.read_text(encoding="utf-8"))

    def line(self, place: Sequence[str | int]) -> str:
        """`FILE:LINE` (from 1) of the innermost part of `place` that the file has."""
        tree, line = self._tree, 1
        for key in place:
            try:
                position = tree.lc.data[key][0]
                tree = tree[key]
            except (AttributeError, KeyError, TypeError, IndexError):
                break
            line = position + 1
        return f"{self._path}:{line}"


def reason(fault: Any) -> str:
    """One of pydantic's errors as a sentence: the place inside the article, what is wrong, and the remedy."""
    place = re.sub(r"\.(\d+)", lambda match: f"[{int(match.group(1)) + 1}]", ".".join(map(str, fault["loc"])))
    field = next((part for part in reversed(fault["loc"]) if isinstance(part, str)), "")
    kind = fault["type"]
    remedy = REMEDIES.get(kind, REMEDIES["value_error"]).format(field=field)
    if kind == "value_error.extra" and (alike := get_close_matches(field, FIELDS, 1)):
        remedy = f"did you mean `{alike[0]}`"
    return f"{place}: {fault['msg']}; {remedy}."
