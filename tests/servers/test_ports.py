"""What each port lets in."""

import pytest
import requests

from tests.servers.bot import is_free_elsewhere

pytestmark = pytest.mark.servers


def test_rasa_listens_on_loopback_only_unless_it_is_told_otherwise(bot):
    assert is_free_elsewhere(bot.settings.port)


def test_the_action_server_listens_on_loopback_only(bot):
    assert is_free_elsewhere(bot.settings.actions_port)


@pytest.mark.parametrize("route", ["conversations/ann/tracker", "domain", "status", "model/parse"])
def test_rasa_s_own_api_is_switched_off(bot, route):
    assert requests.get(f"{bot.address}/{route}").status_code == 404
    assert requests.post(f"{bot.address}/{route}", json={}).status_code == 404
