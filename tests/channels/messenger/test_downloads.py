"""Downloads: only from the messenger's own servers, and never more than is allowed."""

import aiohttp
import pytest
from aiohttp import web

from channels.messenger.downloads import fetch
from channels.messenger.service import NotNow, Rejected, Remote
from tests.channels import lies
from unstuck.errors import ChannelError

MOST = 100_000


@pytest.fixture
async def get(aiohttp_server_of):
    async with aiohttp.ClientSession() as session:

        async def run(answer, size=None, path="/file"):
            own = await aiohttp_server_of({"/file": answer, "/other": b"secret"})

            def allowed(scheme, host):
                return f"{scheme}://{host}" == own

            return await fetch(session, Remote(f"{own}{path}", "me.jpg", size), allowed=allowed, most_bytes=MOST)

        yield run


async def test_a_file_within_the_limits_arrives_whole(get):
    assert await get(b"x" * MOST) == b"x" * MOST


@pytest.mark.parametrize(
    "url",
    [
        "http://127.0.0.1:1/file",
        "http://169.254.169.254/latest/meta-data",
        "https://files.slack.com.evil.example/file",
        "https://files.slack.com@evil.example/file",
        "file:///etc/passwd",
        "//files.slack.com/file",
        "",
    ],
)
async def test_an_address_elsewhere_is_never_asked(url):
    def allowed(scheme, host):
        return (scheme, host) == ("https", "files.slack.com")

    async with aiohttp.ClientSession() as session:
        with pytest.raises(Rejected):
            await fetch(session, Remote(url, "me.jpg"), allowed=allowed, most_bytes=MOST)


async def test_no_redirect_is_followed(get):
    async def elsewhere(request):
        raise web.HTTPFound("/other")

    with pytest.raises(Rejected):
        await get(elsewhere)


async def test_a_file_that_says_it_is_too_large_is_not_asked_for(get):
    with pytest.raises(ChannelError, match=r"0\.1 MB"):
        await get(b"x", size=3_000_000_000)


async def test_reading_ends_when_a_file_is_larger_than_it_said(get):
    with pytest.raises(ChannelError, match=r"0\.1 MB"):
        await get(lies.endless, size=10)


@pytest.mark.parametrize("status", [429, 500, 503])
async def test_a_server_in_trouble_is_asked_again_later(get, status):
    async def trouble(request):
        return web.Response(status=status, headers={"Retry-After": "7"})

    with pytest.raises(NotNow) as caught:
        await get(trouble)
    assert caught.value.seconds == 7


@pytest.mark.parametrize("status", [401, 403, 404, 410])
async def test_a_server_that_refuses_is_not_asked_again(get, status):
    async def refusing(request):
        return web.Response(status=status)

    with pytest.raises(Rejected):
        await get(refusing)


async def test_an_empty_file_is_refused_in_words(get):
    with pytest.raises(ChannelError, match="empty"):
        await get(b"")


async def test_a_login_page_in_place_of_the_file_is_no_file(get):
    async def login(request):
        return web.Response(text="<!doctype html><title>Log in</title>", content_type="text/html")

    with pytest.raises(Rejected, match="right to read files"):
        await get(login)
