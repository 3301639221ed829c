"""A clock that a test sets."""

from datetime import UTC, datetime, timedelta

NOON = datetime(2026, 3, 1, 12, tzinfo=UTC)


class Clock:
    """Says `time` until it is told otherwise."""

    def __init__(self, time: datetime = NOON) -> None:
        self.time = time

    def __call__(self) -> datetime:
        return self.time

    def pass_by(self, **span: float) -> None:
        """Let so much time pass, as timedelta takes it."""
        self.time += timedelta(**span)
