"""Sessions: a new one, what was said in it, and its end."""

from __future__ import annotations

from asyncio import to_thread

from sanic import Blueprint
from sanic.request import Request
from sanic.response import HTTPResponse

from channels.web.http import answer, preflight
from channels.web.room import Room, address, bearer
from channels.web.signing import new_conversation
from channels.web.wire import wire
from unstuck.errors import ChannelError
from unstuck.wording.refusals import refuse

DAY = 86_400
ACCEPTED = ["image/*"]


def add(blueprint: Blueprint, room: Room) -> None:
    """Put the routes into the blueprint."""

    @blueprint.post("/session")
    async def session(request: Request) -> HTTPResponse:
        try:
            conversation = await room.conversation_of(request)
        except ChannelError:
            room.take(room.quotas.sessions, address(request))
            conversation = new_conversation()
        token = room.signer.session(conversation, room.settings.session_days * DAY)
        return answer({"token": token, "limits": {"bytes": room.most_bytes}, "accept": ACCEPTED})

    @blueprint.get("/history")
    async def history(request: Request) -> HTTPResponse:
        conversation = await room.conversation_of(request)
        after = request.args.get("after", "0")
        if not (after.isascii() and after.isdigit() and len(after) < 10):
            raise refuse("channel_bad_request")
        entries = await to_thread(room.log.since, conversation, int(after))
        return answer({"messages": [wire(entry, room.signer) for entry in entries]})

    @blueprint.delete("/conversation", ignore_body=False)
    async def delete(request: Request) -> HTTPResponse:
        # Not refused for a conversation that is deleted already: the first try may have been cut short.
        conversation = room.signer.conversation(bearer(request))
        await room.turns.erase(conversation)
        await to_thread(room.attachments.delete_all, conversation)
        await to_thread(room.follow_ups.cancel, conversation)
        await room.sockets.emit("deleted", {}, room=conversation)
        for sid, _ in list(room.sockets.manager.get_participants("/", conversation)):
            await room.sockets.disconnect(sid)
        return answer({"deleted": True})

    for path in ("/session", "/history", "/conversation"):
        blueprint.add_route(preflight, path, methods=["OPTIONS"], name=f"preflight_{path[1:]}")
