"""JSON that a messenger delivers, which nobody has checked: read without an error, whatever it holds."""

from __future__ import annotations

import json
from collections.abc import Mapping
from typing import Any


def parse(body: bytes) -> object:
    """The JSON of a request; None if it is none."""
    try:
        return json.loads(body)
    except (ValueError, RecursionError):
        return None


def of(value: object, name: str) -> Any:
    """The field of an object; None where there is none."""
    return value.get(name) if isinstance(value, Mapping) else None


def text(value: object) -> str:
    """A text; empty for everything else."""
    return value if isinstance(value, str) else ""


def items(value: object) -> list[Any]:
    """The items of a list; none for everything else."""
    return value if isinstance(value, list) else []
