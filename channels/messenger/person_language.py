"""The language that a messenger's person is answered in."""

from __future__ import annotations

import logging
from asyncio import to_thread
from collections.abc import Awaitable, Callable

from unstuck.errors import ChannelError
from unstuck.storage.conversation_languages import ConversationLanguages
from unstuck.storage.inbox import Arrival
from unstuck.storage.message_log import MessageLog
from unstuck.understanding.language import LanguageReader
from unstuck.wording.spoken_languages import spoken

log = logging.getLogger(__name__)

Ask = Callable[[Arrival], Awaitable[str]]  # the language of a person's app ("pt-BR"); raises ChannelError


class PersonLanguage:
    """The languages of one messenger's people.

    Args:
        message_log: what has been said, and in which language.
        kept: keeps what is found out.
        ask: asks the messenger, where what arrives does not tell.
    """

    def __init__(self, message_log: MessageLog, kept: ConversationLanguages, ask: Ask | None = None) -> None:
        self._message_log = message_log
        self._kept = kept
        self._ask = ask

    async def of(self, arrival: Arrival) -> str:
        """The language of a conversation: that of the person's app, while none is known. Raises StoreError."""
        known = await to_thread(self._message_log.language, arrival.conversation_id)
        if known:
            return known
        try:
            asked = await self._ask(arrival) if self._ask else ""
        except ChannelError as error:
            log.info("the messenger does not tell a person's language: %s", error.message)
            asked = ""
        told = spoken().nearest([str(arrival.body.get("language") or asked)])
        if told and arrival.wants_answer:
            await to_thread(self._kept.suggest, arrival.conversation_id, told)
        return told

    async def of_words(self, conversation_id: str, words: str) -> str:
        """The language of these words, or where there are none of the last that the person wrote. Raises StoreError."""
        if not words:
            last = await to_thread(self._message_log.last_said, conversation_id)
            words = last.message.text if last else ""
        return await to_thread(LanguageReader(()).language, words)
