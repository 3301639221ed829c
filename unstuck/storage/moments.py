"""Points in time, as columns keep them."""

from __future__ import annotations

from datetime import UTC, datetime
from typing import Any

from sqlalchemy import DateTime, Float
from sqlalchemy.types import TypeDecorator


class Moment(TypeDecorator):
    """A point in time, stored as UTC and read with its zone, which SQLite alone forgets."""

    impl = DateTime
    cache_ok = True

    def process_bind_param(self, value: datetime | None, dialect: Any) -> datetime | None:
        """Aware time to naive UTC."""
        return value and value.astimezone(UTC).replace(tzinfo=None)

    def process_result_value(self, value: datetime | None, dialect: Any) -> datetime | None:
        """Naive UTC to aware time."""
        return value and value.replace(tzinfo=UTC)


class Seconds(TypeDecorator):
    """A point in time as seconds since 1970, as Rasa's tracker keeps it."""

    impl = Float
    cache_ok = True

    def process_result_value(self, value: float | None, dialect: Any) -> datetime | None:
        """Seconds to aware time."""
        return None if value is None else datetime.fromtimestamp(value, UTC)
