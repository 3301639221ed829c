"""A teammate: a person of the support team, with the name that people read."""

from dataclasses import dataclass


@dataclass(frozen=True)
class Teammate:
    """One of those who may sign in."""

    id: int
    name: str
