"""REST: there for programs on this machine, and where others reach the server only if the setting says so."""

import pytest
from sanic import Sanic

from channels.rest.channel import LocalRest
from unstuck.settings import read


def routes(**variables):
    made = LocalRest(read(variables))
    app = Sanic(f"rest-{len(Sanic._app_registry)}")
    app.blueprint(made.blueprint(None), url_prefix="/webhooks/rest")
    return {route.path for route in app.router.routes}


@pytest.mark.parametrize("host", ["127.0.0.1", "localhost", "::1", "127.0.0.53"])
def test_on_this_machine_it_is_there(host):
    assert routes(UNSTUCK_HOST=host)


@pytest.mark.parametrize("host", ["0.0.0.0", "10.0.0.7", "::", "bot.example"])
def test_where_others_reach_the_server_there_is_no_rest(host):
    assert routes(UNSTUCK_HOST=host) == set()
    assert routes(UNSTUCK_HOST=host, UNSTUCK_REST="on")


def test_a_setting_switches_it_off():
    assert routes(UNSTUCK_REST="off") == set()
