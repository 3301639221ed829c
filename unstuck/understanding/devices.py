"""The devices that a message names."""

from collections.abc import Iterator
from dataclasses import dataclass

from unstuck.articles.devices import Devices


@dataclass(frozen=True)
class Named:
    """A device in a message: its kind and model (empty where only the family is said), and the stretch of text."""

    kind: str
    model: str
    start: int
    end: int


def find(devices: Devices, text: str) -> tuple[Named, ...]:
    """The devices in a text, in its order; of overlapping ones the longest."""
    lowered = text.lower() if len(text.lower()) == len(text) else text
    chosen: list[Named] = []
    for named in sorted(_all(devices, lowered), key=lambda one: (one.start - one.end, not one.model)):
        if not any(named.start < other.end and other.start < named.end for other in chosen):
            chosen.append(named)
    return tuple(sorted(chosen, key=lambda one: one.start))


def _all(devices: Devices, text: str) -> Iterator[Named]:
    for model in devices.models:
        for form in model.forms:
            for match in form.finditer(text):
                yield Named(model.kind, model.name, match.start(), match.end())
