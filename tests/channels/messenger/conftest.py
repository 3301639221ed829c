import pytest
from aiohttp import web
from aiohttp.test_utils import TestServer

from channels import watch
from channels.messenger import patience
from tests.channels.messenger.house import House
from unstuck.errors import StoreError


@pytest.fixture
async def aiohttp_server_of():
    """Starts a server that answers each path with bytes, or as a handler says."""
    servers = []

    async def start(answers):
        app = web.Application()
        for path, answer in answers.items():
            app.router.add_get(path, answer if callable(answer) else _giving(answer))
        server = TestServer(app, host="127.0.0.1")
        await server.start_server()
        servers.append(server)
        return f"http://127.0.0.1:{server.port}"

    yield start
    for server in servers:
        await server.close()


def _giving(data):
    async def answer(request):
        return web.Response(body=data)

    return answer


@pytest.fixture
async def house(tmp_path, monkeypatch):
    monkeypatch.setattr(watch, "LOOK_SECONDS", 3600)
    here = House(tmp_path)
    await here.messenger.start()
    yield here
    await here.messenger.stop()


@pytest.fixture
def impatient(monkeypatch):
    monkeypatch.setattr(patience, "FIRST_SECONDS", 0.01)


@pytest.fixture
def full(monkeypatch):
    """Makes a store refuse so many of the calls of a method that `concern` the test, as on a full disk."""

    def fill(store, method, times=2, concern=lambda *_: True):
        write, left = getattr(store, method), [times]

        def written(*arguments, **more):
            if left[0] and concern(*arguments):
                left[0] -= 1
                raise StoreError("store_unreachable", "The disk is full.")
            return write(*arguments, **more)

        monkeypatch.setattr(store, method, written)

    return fill
