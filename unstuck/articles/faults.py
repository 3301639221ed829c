"""What is wrong with an article file, in words: where, what, and what to do about it."""

import re
from collections.abc import Sequence
from difflib import get_close_matches
from functools import cached_property
from pathlib import Path
from typing import Any

from ruamel.yaml import YAML

from unstuck.articles import model

FIELDS = sorted({name for item in vars(model).values() for name in getattr(item, "model_fields", ())})

_LIST = "this is no list; write one `- entry` a line"
_FIELDS = "this has no fields; write `field: value` lines below it"
_NUMBER = "this is no integer; write a whole number, without a unit"
_SWITCH = "this is neither yes nor no; write true or false"
# What is wrong and what to do about it, by pydantic's name of the mistake; `{field}` is the field.
SENTENCES = {
    "missing": "field required; add `{field}:`",
    "extra_forbidden": "extra fields are not taken; remove `{field}`, or correct its spelling",
    "string_too_short": "there is nothing; write something there, or remove the line",
    "too_short": "at least one entry is needed; write one, or see docs/writing-an-article.md",
    "greater_than": "this has to be greater than 0; write a number above zero",
    "int_type": _NUMBER,
    "int_parsing": _NUMBER,
    "int_from_float": _NUMBER,
    "bool_type": _SWITCH,
    "bool_parsing": _SWITCH,
    "tuple_type": _LIST,
    "model_type": _FIELDS,
    "mapping_type": _FIELDS,
    "dict_type": _FIELDS,
    "string_type": "this is no text; write text, in quotes if it is a number or begins with a sign",
    "enum": "this is none of {expected}; choose one of those",
}
# What a name may be made of, where it does not match.
ALPHABETS = {
    model.ID: "small letters, digits and underscores",
    model.INTENT: "small letters, digits and underscores, with one dot in an article's own",
    model.FORMAT: "capital letters and digits, as JPEG",
}


class LineNumbers:
    """Where the parts of an article stand in its file, which has to be YAML.

    It is read when a first place is asked for: that takes a third of a second, and most articles are sound.
    """

    def __init__(self, path: Path) -> None:
        self._path = path

    @cached_property
    def _tree(self) -> Any:
        return YAML(typ="rt").load(self._path.read_text(encoding="utf-8"))

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
    kind, context = fault["type"], fault.get("ctx", {})
    if kind == "extra_forbidden" and (alike := get_close_matches(field, FIELDS, 1)):
        why = f"extra fields are not taken; did you mean `{alike[0]}`"
    elif kind == "string_pattern_mismatch":
        why = f"this does not match {context['pattern']}; write it in {ALPHABETS[context['pattern']]}"
    else:
        sentence = SENTENCES.get(kind, "{msg}; see docs/writing-an-article.md")
        why = sentence.format(field=field, msg=fault["msg"], expected=context.get("expected"))
    return f"{place}: {why}."
