"""Routes: where the answers of a conversation go, and how far they have been delivered."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import timedelta
from typing import Any

from sqlalchemy import func, select
from sqlalchemy.exc import IntegrityError

from unstuck.storage.database import Clock, DatabaseLocation, Store, now, transaction
from unstuck.storage.message_rows import BOT, TEAM
from unstuck.storage.tables import messages, routes


@dataclass(frozen=True)
class Route:
    """Where to send, in the messenger's own terms, and the number of the last message of the log that is there.

    `asker` is who called the bot there last, where several people talk.
    """

    address: Mapping[str, Any]
    delivered: int
    asker: str | None = None


class Routes(Store):
    """The routes of one channel."""

    def __init__(self, database: DatabaseLocation, channel: str, clock: Clock = now) -> None:
        super().__init__(database, clock)
        self._channel = channel

    def keep(
        self, conversation_id: str, address: Mapping[str, Any], asker: str | None = None, anew: bool = True
    ) -> None:
        """Send to this address from now on; and `asker`, if it is somebody, has called the bot.

        Args:
            address: in the messenger's own terms; an empty one takes the place of none.
            anew: whether it takes the place of one that is there.

        Raises:
            StoreError: the database does not answer.
        """
        mine = routes.c.conversation_id == conversation_id
        with transaction(self._engine) as connection:
            known: dict[str, Any] = {"at": self._clock()} | ({"asker": asker} if asker else {})
            place = {"address": dict(address)}
            try:
                with connection.begin_nested():
                    row = {"conversation_id": conversation_id, "channel": self._channel, **known, **place}
                    connection.execute(routes.insert().values(**row, delivered=0))
            except IntegrityError:
                known |= place if address and anew else {}
                connection.execute(routes.update().where(mine).values(**known))

    def find(self, conversation_id: str) -> Route | None:
        """The route of a conversation. Raises StoreError."""
        mine = routes.c.conversation_id == conversation_id
        with transaction(self._engine) as connection:
            row = connection.execute(select(routes).where(mine)).first()
        return Route(row.address, row.delivered, row.asker) if row else None

    def recent(self, span: timedelta) -> list[Mapping[str, Any]]:
        """The addresses of the conversations in which something arrived within that time. Raises StoreError."""
        mine = (routes.c.channel == self._channel) & (routes.c.at > self._clock() - span)
        with transaction(self._engine) as connection:
            return list(connection.execute(select(routes.c.address).where(mine)).scalars())

    def delivered(self, conversation_id: str, seq: int) -> None:
        """Everything up to number `seq` has been delivered. Raises StoreError."""
        mine = routes.c.conversation_id == conversation_id
        with transaction(self._engine) as connection:
            connection.execute(routes.update().where(mine).values(delivered=seq))

    def behind(self) -> list[str]:
        """The conversations in which the bot or the team has said more than was delivered. Raises StoreError."""
        for_person = messages.c.author.in_((BOT, TEAM))
        said = select(messages.c.conversation_id, func.max(messages.c.seq).label("seq"))
        latest = said.where(for_person).group_by(messages.c.conversation_id).subquery()
        query = select(routes.c.conversation_id).join(latest, latest.c.conversation_id == routes.c.conversation_id)
        mine = (routes.c.channel == self._channel) & (routes.c.delivered < latest.c.seq)
        with transaction(self._engine) as connection:
            return list(connection.execute(query.where(mine)).scalars())
