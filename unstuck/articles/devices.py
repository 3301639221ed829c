"""Devices: what people call them, which kind each is, and the newest system that it can have."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path

from ruamel.yaml import YAML

from unstuck.errors import ModelError

FILE = "devices.yml"


@dataclass(frozen=True)
class Model:
    """One model, or several alike.

    Args:
        name: as a person reads it; empty where only the kind is known.
        family: the kind that says no more than which family it is of.
        kind: decides which words of a step fit.
        newest: the newest system that it can have; empty where that is not known.
        forms: regular expressions over small letters.
    """

    name: str
    family: str
    kind: str
    newest: str
    forms: tuple[re.Pattern[str], ...]


@dataclass(frozen=True)
class Devices:
    """All devices that are known.

    Args:
        kinds: each kind with the one whose steps it takes where an article has none for it, or None.
        refinements: a kind and another that was said of it as well, and the kind that both together are.
        families: kinds that say only which family it is, as `iphone` does.
        models: the models, and each family by itself.
    """

    kinds: Mapping[str, str | None]
    refinements: Mapping[tuple[str, str], str]
    families: frozenset[str]
    models: tuple[Model, ...]

    def lineage(self, kind: str) -> tuple[str, ...]:
        """A kind, the kind that it is like, and so on."""
        found: list[str] = []
        while kind and kind not in found:
            found.append(kind)
            kind = self.kinds.get(kind) or ""
        return tuple(found)

    def family(self, kind: str) -> str:
        """The family of a kind; the kind itself where it is none of any."""
        return next((model.family for model in self.models if model.kind == kind), kind)

    def refined(self, present: str | None, named: str) -> str:
        """The kind of somebody's device of which one thing was known and another is said now."""
        return self.refinements.get((present or "", named), named)

    def newest(self, name: str) -> str:
        """The newest system that the model of this name can have; empty where that is not known."""
        return next((model.newest for model in self.models if model.name == name), "")

    def is_old(self, version: str, name: str) -> bool:
        """Whether a system can be updated on a model: its major version is lower than the newest of the model.

        Where the model is not known, it is compared with the newest of all.
        """
        newest = self.newest(name) or max((model.newest for model in self.models), key=_major)
        return 0 < _major(version) < _major(newest)


def load(folder: Path) -> Devices:
    """The devices of `devices.yml` in a folder.

    Raises:
        ModelError: the file is missing or wrong.
    """
    path = folder / FILE
    try:
        return _load(path, path.stat().st_mtime_ns)
    except Exception as error:
        raise ModelError("no_devices", f"{path} cannot be used ({error}); restore or mend it.") from None


@lru_cache(maxsize=8)
def _load(path: Path, changed: int) -> Devices:
    tree = YAML(typ="safe").load(path)
    kinds = {name: more.get("like") for name, more in tree["kinds"].items()}
    refinements = {(more["like"], more["with"]): name for name, more in tree["kinds"].items() if "with" in more}
    models, families = [], set()
    for family in tree["families"].values():
        called = f"(?:{family['called']})"
        if family["kind"] not in kinds:
            families.add(family["kind"])
        whole = {"name": "", "kind": family["kind"], "newest": "", "forms": family["forms"]}
        for one in (whole, *family["models"]):
            forms = tuple(re.compile(rf"(?<!\w)(?:{form.replace('{family}', called)})(?!\w)") for form in one["forms"])
            models.append(Model(one["name"], family["kind"], one["kind"], str(one["newest"]), forms))
    wrong = {model.kind for model in models} - kinds.keys() - families
    if wrong:
        raise ValueError(f"no such kind: {', '.join(sorted(wrong))}")
    return Devices(kinds, refinements, frozenset(families), tuple(models))


def _major(version: str) -> int:
    digits = re.match(r"\d+", version)
    return int(digits[0]) if digits else 0
