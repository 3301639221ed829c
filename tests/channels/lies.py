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


TOLD: list[
    tuple[Handler | bytes, str]
] = [  # what a file's server sends instead of a picture, and what the person is told
    (redirect("/secret"), "once more"),
    (login_page, "once more"),
    (three_gigabytes, "up to 25 MB"),
    (endless, "up to 25 MB"),
    (b"<!doctype html><html><body>no picture</body></html>", "not a picture but a HTML file"),
    (b"%PDF-1.7 this is no picture", "not a picture but a PDF file"),
    (b"", "The file is empty"),
]
