import pytest
from aiohttp import web
from aiohttp.test_utils import TestServer


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
