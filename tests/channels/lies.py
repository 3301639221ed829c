"""Downloads that are not what they say, for the servers that files are fetched from."""

from __future__ import annotations

from collections.abc import Awaitable, Callable

from aiohttp import web

Handler = Callable[[web.Request], Awaitable[web.StreamResponse]]


def redirect(place: str) -> Handler:
    """Leads elsewhere."""

    async def answer(request: web.Request) -> web.StreamResponse:
        raise web.HTTPFound(place)

    return answer


async def three_gigabytes(request: web.Request) -> web.StreamResponse:
    """Says that it has three gigabytes, and sends nothing."""
    answer = web.StreamResponse(headers={"Content-Length": "3000000000"})
    await answer.prepare(request)
    return answer


async def endless(request: web.Request) -> web.StreamResponse:
    """Sends 60 MB, and does not say how long it is."""
    answer = web.StreamResponse()
    await answer.prepare(request)
    for _ in range(4000):
        await answer.write(b"\xff\xd8\xff" * 5000)
    return answer


async def login_page(request: web.Request) -> web.StreamResponse:
    """A page to log in, where a picture should be."""
    return web.Response(text="<!DOCTYPE html><html><title>Log in</title></html>", content_type="text/html")
