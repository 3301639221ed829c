"""Files: what a person uploads, and what a signed link hands out: the file, or a preview that every browser shows."""

from __future__ import annotations

from asyncio import to_thread
from contextlib import ExitStack
from typing import Any
from urllib.parse import quote, unquote

from sanic import Blueprint, Sanic, response
from sanic.exceptions import PayloadTooLarge
from sanic.request import Request
from sanic.response import HTTPResponse

from channels.http.answers import answer
from channels.uploads import media_type, received, too_large
from channels.web.room import Room, address
from channels.web.strict import preflight
from channels.web.wire import LINK_SECONDS
from unstuck.photo.worker_pool import PhotoWorkers
from unstuck.storage.attachments import most_bytes


def add(blueprint: Blueprint, room: Room) -> None:
    """Put the routes into the blueprint."""

    @blueprint.post("/upload", stream=True)
    async def upload(request: Request) -> HTTPResponse:
        conversation_id = await room.conversation_of(request)
        room.take(room.quotas.uploads, conversation_id)
        room.take(room.quotas.uploads_from, address(request))
        data = await receive(request, most_bytes(room.settings))
        kept = await to_thread(
            room.attachments.put,
            conversation_id,
            data,
            filename=unquote(request.headers.get("x-filename", "")),
            media_type=media_type(data),
        )
        return answer({"attachment": kept.id, "filename": kept.filename, "size": kept.size})

    @blueprint.get("/files/<id:str>")
    async def download(request: Request, id: str) -> HTTPResponse:
        room.signer.check_link(id, request.args.get("until", ""), request.args.get("sign", ""))
        found = await to_thread(room.attachments.find, id)
        data = await to_thread(room.attachments.read, found)
        return response.raw(data, content_type=found.media_type, headers=_headers(found.filename))

    workers: list[PhotoWorkers] = []  # opened with the first preview: most servers never make one

    @blueprint.get("/files/<id:str>/preview")
    async def preview(request: Request, id: str) -> HTTPResponse:
        room.signer.check_link(id, request.args.get("until", ""), request.args.get("sign", ""))
        room.take(room.quotas.previews, id)
        found = await to_thread(room.attachments.find, id)
        if not workers:
            workers.append(PhotoWorkers.from_settings(room.settings))
        with ExitStack() as stack:
            path = await to_thread(stack.enter_context, room.attachments.on_disk(found))
            data = await workers[0].preview(path)
        return response.raw(data, content_type="image/jpeg", headers=_headers(f"{found.filename}.jpg"))

    @blueprint.listener("before_server_stop")
    async def close(app: Sanic, _: Any) -> None:
        for opened in workers:
            await to_thread(opened.close)

    blueprint.add_route(preflight, "/upload", methods=["OPTIONS"], name="preflight_upload")
    blueprint.add_route(preflight, "/files/<id:str>", methods=["OPTIONS"], name="preflight_files")
    blueprint.add_route(preflight, "/files/<id:str>/preview", methods=["OPTIONS"], name="preflight_preview")


async def receive(request: Request, most: int) -> bytes:
    """The body, given up as soon as it is too large.

    Raises:
        ChannelError: `channel_file_too_large`, `channel_empty_file`.
    """
    if int(request.headers.get("content-length") or 0) > most:
        raise too_large(most)
    try:
        return await received(request.stream, most)
    except PayloadTooLarge:
        raise too_large(most) from None


def _headers(filename: str) -> dict[str, str]:
    """A file is saved, never opened as a page; pages that embed the chat may show it as a picture."""
    return {
        "Content-Disposition": f"attachment; filename*=UTF-8''{quote(filename, safe='')}",
        "Cache-Control": f"private, max-age={LINK_SECONDS}, immutable",
        "Cross-Origin-Resource-Policy": "cross-origin",
    }
