"""The language of each conversation, for whoever speaks there beside the bot's turns; message_log.py reads it."""

from __future__ import annotations

from sqlalchemy.exc import IntegrityError

from unstuck.storage.database import Store, transaction
from unstuck.storage.tables import conversation_languages


class ConversationLanguages(Store):
    """The languages of all conversations, as codes (ISO 639)."""

    def keep(self, conversation_id: str, language: str) -> None:
        """The conversation is in this language from now on. Raises StoreError."""
        if not self.suggest(conversation_id, language):
            mine = conversation_languages.c.conversation_id == conversation_id
            with transaction(self._engine) as connection:
                connection.execute(conversation_languages.update().where(mine).values(language=language))

    def suggest(self, conversation_id: str, language: str) -> bool:
        """The conversation is in this language if none was known so far; whether that is so. Raises StoreError."""
        row = {"conversation_id": conversation_id, "language": language}
        with transaction(self._engine) as connection:
            try:
                with connection.begin_nested():
                    connection.execute(conversation_languages.insert().values(**row))
            except IntegrityError:
                return False
        return True
