"""Routes: where the answers of a conversation go, and how far they have been delivered."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from sqlalchemy import JSON, Column, Integer, String, Table, func, select
from sqlalchemy.exc import IntegrityError

from unstuck.storage.database import Place, connect, metadata, transaction
from unstuck.storage.message_log import messages_table

_routes = Table(
    "channel_routes",
    metadata,
    Column("conversation", String(255), primary_key=True),
    Column("channel", String(20), nullable=False, index=True),
    Column("address", JSON, nullable=False),
    Column("delivered", Integer, nullable=False),
)


@dataclass(frozen=True)
class Route:
    """Where to send, in the messenger's own terms, and the number of the last message of the log that is there."""

    address: Mapping[str, Any]
    delivered: int


class Routes:
    """The routes of one channel."""

    def __init__(self, place: Place, channel: str) -> None:
        self._engine = connect(place)
        self._channel = channel

    def keep(self, conversation: str, address: Mapping[str, Any]) -> None:
        """Send to this address from now on. Raises StoreError."""
        mine = _routes.c.conversation == conversation
        with transaction(self._engine) as connection:
            row = {"conversation": conversation, "channel": self._channel, "address": dict(address)}
            try:
                with connection.begin_nested():
                    connection.execute(_routes.insert().values(**row, delivered=0))
            except IntegrityError:
                connection.execute(_routes.update().where(mine).values(address=dict(address)))

    def find(self, conversation: str) -> Route | None:
        """The route of a conversation. Raises StoreError."""
        mine = _routes.c.conversation == conversation
        with transaction(self._engine) as connection:
            row = connection.execute(select(_routes).where(mine)).first()
        return Route(row.address, row.delivered) if row else None

    def delivered(self, conversation: str, seq: int) -> None:
        """Everything up to number `seq` has been delivered. Raises StoreError."""
        mine = _routes.c.conversation == conversation
        with transaction(self._engine) as connection:
            connection.execute(_routes.update().where(mine).values(delivered=seq))

    def behind(self) -> list[str]:
        """The conversations in which the bot has said more than was delivered. Raises StoreError."""
        of_bot = messages_table.c.author == "bot"
        said = select(messages_table.c.conversation, func.max(messages_table.c.seq).label("seq"))
        latest = said.where(of_bot).group_by(messages_table.c.conversation).subquery()
        query = select(_routes.c.conversation).join(latest, latest.c.conversation == _routes.c.conversation)
        mine = (_routes.c.channel == self._channel) & (_routes.c.delivered < latest.c.seq)
        with transaction(self._engine) as connection:
            return list(connection.execute(query.where(mine)).scalars())

    def forget(self, conversation: str) -> int:
        """Delete the route. Raises StoreError."""
        with transaction(self._engine) as connection:
            return connection.execute(_routes.delete().where(_routes.c.conversation == conversation)).rowcount
