"""What is known of a case as it stands now, for whoever takes it over: kept with the open ticket, as JSON."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import asdict, dataclass, fields
from enum import StrEnum
from typing import Any


class FixMark(StrEnum):
    """How it stands with a fix."""

    OPEN = "open"
    NOW = "now"  # its step is on the screen
    TRIED = "tried"
    SKIPPED = "skipped"


@dataclass(frozen=True)
class FixState:
    """One fix of the article, in the order in which it would come; `own_title` is in the person's language."""

    id: str
    title: str
    state: str
    own_title: str = ""


@dataclass(frozen=True)
class Known:
    """The case in the article's English words; `findings` are codes of what was found in the picture."""

    article: str = ""
    title: str = ""
    causes: tuple[str, ...] = ()
    fixes: tuple[FixState, ...] = ()
    device: str = ""
    system: str = ""
    findings: tuple[str, ...] = ()
    language: str = ""

    def title_of(self, fix: str) -> str:
        """The title of a fix; empty for one that is not in the article."""
        return next((one.title for one in self.fixes if one.id == fix), "")

    def own_title_of(self, fix: str) -> str:
        """The same in the person's language."""
        return next((one.own_title or one.title for one in self.fixes if one.id == fix), "")

    def to_json(self) -> dict[str, Any]:
        """What a column keeps."""
        return asdict(self)

    @classmethod
    def from_json(cls, data: Mapping[str, Any] | None) -> Known:
        """What `to_json` wrote; nothing is known of a ticket of an earlier version, and what a later one adds is passed
        over."""
        named = {item.name for item in fields(cls)}
        values = {name: value for name, value in (data or {}).items() if name in named}
        values["fixes"] = tuple(FixState(**one) for one in values.get("fixes", ()))
        for name in ("causes", "findings"):
            values[name] = tuple(values.get(name, ()))
        return cls(**values)
