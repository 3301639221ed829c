"""Files that lie, for the attack suites of the messengers: what a file's address gives, and what the person is told."""

from aiohttp import web


async def redirect(request):
    raise web.HTTPFound("/secret")


async def three_gigabytes(request):
    answer = web.StreamResponse(headers={"Content-Length": "3000000000"})
    await answer.prepare(request)
    return answer


async def endless(request):
    answer = web.StreamResponse()
    await answer.prepare(request)
    for _ in range(4000):
        await answer.write(b"\xff\xd8\xff" * 5000)
    return answer


async def page(request):
    return web.Response(text="<!DOCTYPE html><html><title>Log in</title></html>", content_type="text/html")


LIES = [
    (redirect, "once more"),
    (page, "once more"),
    (three_gigabytes, "up to 25 MB"),
    (endless, "up to 25 MB"),
    (b"<!doctype html><html><body>no picture</body></html>", "not a picture but a HTML file"),
    (b"%PDF-1.7 this is no picture", "not a picture but a PDF file"),
    (b"", "The file is empty"),
]
