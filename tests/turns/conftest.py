"""A peer that takes what goes to the desks of the team."""

from tests.support.conftest import peer

__all__ = ["peer"]
