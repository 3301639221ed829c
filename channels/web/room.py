"""What all parts of the web channel share."""

from __future__ import annotations

from asyncio import to_thread
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from sanic.request import Request
from socketio import AsyncServer

from channels.dialogue import Dialogue
from channels.quotas import Quota
from channels.turns import Turns
from channels.web.signing import Signer
from channels.web.wire import wire
from unstuck.settings import Settings
from unstuck.storage.attachments import Attachments
from unstuck.storage.conversation_languages import ConversationLanguages
from unstuck.storage.erasure import Erasure
from unstuck.storage.message_log import Entry, MessageLog
from unstuck.support.read_marks import ReadMarks
from unstuck.wording.refusals import refuse

MINUTE, HOUR = 60, 3600
# Many people may share an address: a household, a school, everybody behind one mobile gateway.
PEOPLE_AT_AN_ADDRESS = 10
# Browsers keep a preview for an hour; every tab and device asks for its own.
PREVIEWS_AN_HOUR = 20


@dataclass(frozen=True)
class Quotas:
    """How much is taken of one conversation (`messages`, `uploads`) and of one address (`sessions`, `uploads_from`).

    `previews`: how often one picture is drawn.
    """

    messages: Quota
    uploads: Quota
    uploads_from: Quota
    sessions: Quota
    previews: Quota

    @classmethod
    def from_settings(cls, settings: Settings) -> Quotas:
        """As the settings say."""
        return cls(
            messages=Quota(settings.messages_a_minute, MINUTE),
            uploads=Quota(settings.uploads_an_hour, HOUR),
            uploads_from=Quota(settings.uploads_an_hour * PEOPLE_AT_AN_ADDRESS, HOUR),
            sessions=Quota(settings.sessions_an_hour, HOUR),
            previews=Quota(PREVIEWS_AN_HOUR, HOUR),
        )


@dataclass(frozen=True)
class OpenPages:
    """The open pages: every tab of a conversation is in the room that has the conversation's name."""

    sockets: AsyncServer
    signer: Signer

    async def show(self, entries: Sequence[Entry]) -> None:
        """Send new messages to all tabs."""
        for entry in entries:
            await self.sockets.emit("message", wire(entry, self.signer), room=entry.conversation_id)

    async def typing(self, conversation_id: str, on: bool, by: str | None = None) -> None:
        """Show or hide the three dots in all tabs, with the name of a teammate who writes."""
        await self.sockets.emit("typing", {"on": on} | ({"by": by} if by else {}), room=conversation_id)

    async def read(self, conversation_id: str, seq: int) -> None:
        """Show in all tabs up to where somebody of the team has read."""
        await self.sockets.emit("read", {"seq": seq}, room=conversation_id)


@dataclass(frozen=True)
class Room:
    """The stores, the turns and the rules of the channel in this process."""

    settings: Settings
    signer: Signer
    quotas: Quotas
    message_log: MessageLog
    read_marks: ReadMarks
    languages: ConversationLanguages
    attachments: Attachments
    erasure: Erasure
    dialogue: Dialogue
    turns: Turns
    sockets: AsyncServer

    async def conversation_id(self, token: Any) -> str:
        """The living conversation that a token opens.

        Raises:
            ChannelError: `web_session_invalid`, `channel_conversation_deleted`.
            StoreError: the database does not answer.
        """
        conversation_id = self.signer.conversation_id(token)
        if await to_thread(self.message_log.is_deleted, conversation_id):
            raise refuse("channel_conversation_deleted")
        return conversation_id

    async def conversation_of(self, request: Request) -> str:
        """The conversation of a request's `Authorization: Bearer TOKEN`. Raises as `conversation_id` does."""
        return await self.conversation_id(bearer(request))

    def language(self, conversation_id: str, wanted: str) -> str:
        """The language that a conversation is in; one in which nothing was said is in the `wanted` one.

        Raises:
            StoreError: the database does not answer.
        """
        known = self.message_log.language(conversation_id)
        if not known and wanted and self.message_log.is_new(conversation_id):
            self.languages.suggest(conversation_id, wanted)
            return wanted
        return known

    def take(self, quota: Quota, key: str) -> None:
        """Use one of a quota up. Raises ChannelError `channel_too_many`."""
        if not quota.take(key):
            raise refuse("channel_too_many")


def bearer(request: Request) -> str | None:
    """The token that a request carries."""
    scheme, _, token = request.headers.get("authorization", "").partition(" ")
    return token.strip() if scheme.lower() == "bearer" else None


def address(request: Request) -> str:
    """Where a request comes from; behind trusted proxies, as they say."""
    return str(request.remote_addr or request.ip)
