"""How far metrics rise during a test; they are shared by all that runs in one process."""

from __future__ import annotations

from unstuck.observability.metrics import REGISTRY


class Count:
    """How much a sample has risen since this was made, by its name at /metrics and its labels."""

    def __init__(self, name: str, **labels: str) -> None:
        self._name = name
        self._labels = labels
        self._before = self._now()

    @property
    def risen(self) -> float:
        return self._now() - self._before

    def _now(self) -> float:
        return REGISTRY.get_sample_value(self._name, self._labels) or 0
