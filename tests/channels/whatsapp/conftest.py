import itertools
import json
from pathlib import Path

import pytest

from channels.messenger import patience
from channels.whatsapp.channel import WhatsAppInput
from tests.channels.server import Server
from tests.channels.whatsapp.graph import Graph
from tests.channels.whatsapp.phone import Phone

people = itertools.count(16505552222)


@pytest.fixture(scope="session")
def payloads():
    """Messages as Meta's documentation shows them, by what they are."""
    return json.loads((Path(__file__).parent / "payloads.json").read_text(encoding="utf-8"))


@pytest.fixture(autouse=True)
def _impatient(monkeypatch):
    monkeypatch.setattr(patience, "FIRST_SECONDS", 0.01)
    monkeypatch.setattr(patience, "MOST_SECONDS", 0.05)


@pytest.fixture(scope="module")
def graph():
    with Graph() as peer:
        yield peer


@pytest.fixture(scope="module")
def server(graph, tmp_path_factory):
    """The channel with a bot that repeats."""
    with Server(WhatsAppInput, tmp_path_factory.mktemp("whatsapp"), graph.environment) as running:
        yield running


@pytest.fixture
def phone(graph, server):
    """A person who has never written before."""
    yield Phone(graph, server.address, server.settings, number=str(next(people)))
    server.says = None
    graph.moods.clear()


@pytest.fixture
def texts(server, phone):
    """What reached the bot from this phone."""
    return lambda: [text for conversation_id, text in server.turns if conversation_id == phone.conversation_id]
