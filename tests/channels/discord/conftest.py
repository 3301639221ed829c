import pytest

from channels.discord import gateway
from channels.discord.channel import DiscordInput
from channels.messenger import patience
from tests.channels.discord.fake import Discord
from tests.channels.discord.person import Person
from tests.channels.server import Server


@pytest.fixture(autouse=True)
def _impatient(monkeypatch):
    monkeypatch.setattr(patience, "FIRST_SECONDS", 0.01)
    monkeypatch.setattr(patience, "MOST_SECONDS", 0.05)
    monkeypatch.setattr(gateway, "FIRST_SECONDS", 0.01)
    monkeypatch.setattr(gateway, "MOST_SECONDS", 0.05)


@pytest.fixture(scope="module")
def discord():
    with Discord() as peer:
        yield peer


@pytest.fixture(scope="module")
def server(discord, tmp_path_factory):
    """The channel with a bot that repeats."""
    with Server(DiscordInput, tmp_path_factory.mktemp("discord"), discord.environment) as running:
        yield running


@pytest.fixture
def ann(discord, server):
    """A person who has never written before, in direct messages."""
    yield Person(discord, server.settings)
    server.says = None
    discord.moods.clear()
    discord.silent = False


@pytest.fixture
def texts(server, ann):
    """What reached the bot from her."""
    return lambda: [text for conversation_id, text in server.turns if conversation_id == ann.conversation_id]
