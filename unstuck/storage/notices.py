"""The notices that the team has switched on: what is told of an article, such as a known outage, before any fix."""

from __future__ import annotations

from collections.abc import Mapping

from sqlalchemy import select

from unstuck.storage.database import Store, transaction
from unstuck.storage.tables import notices

LONGEST_NOTICE = 500  # characters; it stands before everything else, on a phone


class Notices(Store):
    """The notices by the ids of their articles."""

    def all(self) -> Mapping[str, str]:
        """What is told now. Raises StoreError."""
        with transaction(self._engine) as connection:
            return {row.article: row.text for row in connection.execute(select(notices).order_by(notices.c.article))}

    def switch(self, article: str, text: str) -> None:
        """Tell this of an article from now on, or nothing any more where it is empty. Raises StoreError."""
        with transaction(self._engine) as connection:
            connection.execute(notices.delete().where(notices.c.article == article))
            if text:
                connection.execute(notices.insert().values(article=article, text=text))
