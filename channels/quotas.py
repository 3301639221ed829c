"""Quotas: how often somebody may do something."""

import time
from collections.abc import Callable

_MOST_KEYS = 10_000


class Quota:
    """`most` times in `seconds` for every key, spread evenly once they are used up."""

    def __init__(self, most: int, seconds: float, clock: Callable[[], float] = time.monotonic) -> None:
        self._most = most
        self._rate = most / seconds
        self._clock = clock
        self._left: dict[str, tuple[float, float]] = {}

    def take(self, key: str) -> bool:
        """Use one up; False when there is none."""
        now = self._clock()
        if len(self._left) >= _MOST_KEYS:
            self._left = {known: left for known, left in self._left.items() if self._now(left, now) < self._most}
        left = self._now(self._left.get(key, (float(self._most), now)), now)
        if left < 1:
            return False
        self._left[key] = (left - 1, now)
        return True

    def _now(self, left: tuple[float, float], now: float) -> float:
        return min(self._most, left[0] + (now - left[1]) * self._rate)
