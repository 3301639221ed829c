"""A teammate: a person of the support team, with the name that people read."""

from dataclasses import dataclass

from unstuck.support.actor import Actor


@dataclass(frozen=True)
class Teammate:
    """One of those who may sign in."""

    id: int
    name: str

    @property
    def actor(self) -> Actor:
        """Who acts, as tickets and their log know it."""
        return Actor(f"team-{self.id}", self.name)
