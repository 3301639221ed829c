"""The real bot on PostgreSQL, Redis and an object store: all is kept there, and outlives outages."""

import pytest
import requests
from sqlalchemy import create_engine, text

from tests import pictures
from tests.servers.bot import Bot
from unstuck.support.tickets import Tickets

pytestmark = pytest.mark.servers


@pytest.fixture(scope="module")
def remote(tmp_path_factory, postgres, redis_server, object_store):
    environment = {
        "UNSTUCK_DATABASE": postgres.database(),
        "UNSTUCK_REDIS": redis_server.address,
        "UNSTUCK_OBJECTS": object_store.bucket(),
    }
    with Bot(tmp_path_factory.mktemp("remote"), environment) as bot:
        yield bot


def test_everything_is_kept_there_and_nothing_here(remote):
    talk = remote.talk("ann")
    talk.say("it only lets me pick from 3 pictures on my ipad")
    assert "HEIC" in talk.send_file(pictures.heic(), "IMG_0042.HEIC")
    assert talk.file
    assert "U-" in talk.say("I want to talk to a person")
    assert [ticket.facts["device"] for ticket in Tickets(remote.settings.database_location).all()] == ["ipad"]
    with create_engine(remote.settings.database.replace("postgresql:", "postgresql+psycopg2:")).connect() as connection:
        assert connection.execute(text("SELECT count(*) FROM events WHERE sender_id = 'ann'")).scalar() > 0
    assert not list(remote.var.glob("*.db*"))
    assert not (remote.var / "attachments").exists()


def test_after_outages_a_conversation_goes_on_where_it_was(remote, postgres, redis_server):
    talk = remote.talk("bob")
    assert "step 1 of" in talk.say("it only lets me pick from 3 pictures on my ipad")
    redis_server.stop()
    try:
        assert talk.say("/next_step") == ""  # Rasa's own REST channel has no words for it
        assert failing(remote) == ["locks"]
    finally:
        redis_server.start()
    assert "step 2 of" in talk.say("/next_step")
    postgres.stop()
    postgres.start()
    assert "step 3 of" in talk.say("/next_step")
    assert failing(remote) == []


def failing(bot):
    """What readiness complains about."""
    return requests.get(f"{bot.address}/chat/ready", timeout=30).json()["failing"]
