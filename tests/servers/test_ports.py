"""What each port lets in."""

import socket

import pytest
import requests

pytestmark = pytest.mark.servers


def is_free_elsewhere(port: int) -> bool:
    """Whether the port is free on another address of this machine, which it is not when somebody listens on all."""
    with socket.socket() as other:
        try:
            other.bind(("127.0.0.2", port))
        except OSError:
            return False
    return True


def test_rasa_listens_on_loopback_only_unless_it_is_told_otherwise(bot):
    assert is_free_elsewhere(bot.settings.port)


def test_the_action_server_listens_on_loopback_only(bot):
    assert is_free_elsewhere(bot.settings.actions_port)


@pytest.mark.parametrize("route", ["conversations/ann/tracker", "domain", "status", "model/parse"])
def test_rasa_s_own_api_is_switched_off(bot, route):
    assert requests.get(f"{bot.address}/{route}").status_code == 404
    assert requests.post(f"{bot.address}/{route}", json={}).status_code == 404
