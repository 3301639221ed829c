"""How this process agrees with the others: alone, or by a Redis that they share (`UNSTUCK_REDIS`)."""

from functools import lru_cache

from unstuck.coordination.contract import Coordination
from unstuck.coordination.one_process import Alone


@lru_cache
def coordination(address: str) -> Coordination:
    """The one of this process, by the address of a Redis; empty for a process that is alone."""
    if not address:
        return Alone()
    from unstuck.coordination.redis_leases import Leases  # only here: whoever is alone does not load Redis

    return Leases(address)
