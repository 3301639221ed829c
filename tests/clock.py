"""The clock of all tests, which stands still until a test sets it."""

from datetime import UTC, datetime, timedelta

NOON = datetime(2026, 3, 1, 12, tzinfo=UTC)


class Clock[Time: (datetime, float)]:
    """Says `time`: a moment, or seconds for what only measures how much time has passed."""

    def __init__(self, time: Time = NOON) -> None:
        self.time = time

    def __call__(self) -> Time:
        return self.time

    def pass_by(self, **span: float) -> None:
        """Let so much time pass, as timedelta takes it."""
        passed = timedelta(**span)
        self.time += passed if isinstance(self.time, datetime) else passed.total_seconds()
