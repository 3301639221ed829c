"""Sessions: a new one, what was said in it, and its end."""

from __future__ import annotations

from asyncio import to_thread
from itertools import count
from urllib.parse import unquote

from sanic import Blueprint
from sanic.request import Request
from sanic.response import HTTPResponse

from channels.from_people import MOST_CHARACTERS
from channels.http.answers import answer
from channels.web.room import Room, address, bearer
from channels.web.signing import is_identified, new_conversation
from channels.web.strict import preflight, wanted_languages
from channels.web.wire import wire
from unstuck.errors import ChannelError
from unstuck.storage.attachments import most_bytes
from unstuck.wording.refusals import refuse
from unstuck.wording.spoken_languages import spoken

DAY = 86_400
ACCEPTED = ["image/*"]


def add(blueprint: Blueprint, room: Room) -> None:
    """Put the routes into the blueprint."""

    @blueprint.post("/session")
    async def session(request: Request) -> HTTPResponse:
        person = unquote(request.headers.get("x-person", ""))
        if person:
            conversation_id = await of_person(room, person, request.headers.get("x-person-signature", ""))
        else:
            try:
                conversation_id = await room.conversation_of(request)
            except ChannelError:
                room.take(room.quotas.sessions, address(request))
                conversation_id = new_conversation()
        language = await to_thread(room.language, conversation_id, spoken().nearest(wanted_languages(request)))
        token = room.signer.session(conversation_id, room.settings.session_days * DAY)
        limits = {"bytes": most_bytes(room.settings), "characters": MOST_CHARACTERS}
        return answer({"token": token, "limits": limits, "accept": ACCEPTED, "language": language})

    @blueprint.get("/history")
    async def history(request: Request) -> HTTPResponse:
        conversation_id = await room.conversation_of(request)
        after = request.args.get("after", "0")
        if not (after.isascii() and after.isdigit() and len(after) < 10):
            raise refuse("channel_bad_request")
        entries = await to_thread(room.message_log.since, conversation_id, int(after))
        read = await to_thread(room.read_marks.by_team, conversation_id)
        return answer({"messages": [wire(entry, room.signer) for entry in entries], "read": read})

    @blueprint.delete("/conversation", ignore_body=False)
    async def delete(request: Request) -> HTTPResponse:
        # Not refused for a conversation that is deleted already: the first try may have been cut short.
        conversation_id = room.signer.conversation_id(bearer(request))
        await room.turns.erase(conversation_id, room.erasure.delete)
        await room.sockets.emit("deleted", {}, room=conversation_id)
        for sid, _ in list(room.sockets.manager.get_participants("/", conversation_id)):
            await room.sockets.disconnect(sid)
        return answer({"deleted": True})

    for path in ("/session", "/history", "/conversation"):
        blueprint.add_route(preflight, path, methods=["OPTIONS"], name=f"preflight_{path[1:]}")


async def of_person(room: Room, person: str, signature: str) -> str:
    """The living conversation of a person whom the page's own server has identified: the same on every device.

    Raises:
        ChannelError: `web_session_invalid` when the signature is not that server's.
        StoreError: the database does not answer.
    """
    if not is_identified(room.settings.identity_secret, person, signature):
        raise refuse("web_session_invalid")
    conversations = (room.signer.conversation_of(person, number) for number in count())
    conversation_id = next(conversations)
    while await to_thread(room.message_log.is_deleted, conversation_id):
        conversation_id = next(conversations)
    return conversation_id
