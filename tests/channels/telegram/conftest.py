import itertools
import json
from pathlib import Path

import pytest

from channels.messenger import patience
from channels.telegram.channel import TelegramInput
from tests.channels.server import Server
from tests.channels.telegram.fake import Telegram
from tests.channels.telegram.phone import GROUP, Phone, environment

people = itertools.count(2222222)


@pytest.fixture(scope="session")
def payloads():
    """The example updates of Telegram's guide to webhooks, by what they are."""
    return json.loads((Path(__file__).parent / "payloads.json").read_text())


@pytest.fixture(autouse=True)
def _impatient(monkeypatch):
    monkeypatch.setattr(patience, "FIRST_SECONDS", 0.01)
    monkeypatch.setattr(patience, "MOST_SECONDS", 0.05)


@pytest.fixture(scope="module")
def telegram():
    with Telegram() as server:
        yield server


@pytest.fixture(scope="module")
def server(telegram, tmp_path_factory):
    """The channel with a bot that repeats."""
    with Server(TelegramInput, tmp_path_factory.mktemp("telegram"), environment(telegram)) as running:
        yield running


@pytest.fixture
def phone(telegram, server):
    """A person who has never written before, in a private chat."""
    yield Phone(telegram, server.address, server.settings, user=next(people))
    server.says = None
    telegram.moods.clear()


@pytest.fixture
def texts(server, phone):
    """What reached the bot from this phone."""
    return lambda: [text for conversation_id, text in server.turns if conversation_id == phone.conversation_id]


@pytest.fixture
def ann(phone):
    return Phone(phone.telegram, phone.address, phone.settings, user=phone.user, group=GROUP - phone.user)


@pytest.fixture
def bob(ann):
    return Phone(ann.telegram, ann.address, ann.settings, user=ann.user + 500_000_000, group=ann.group)
