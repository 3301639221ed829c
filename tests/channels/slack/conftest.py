import pytest

from tests.channels.slack.fake import FakeSlack
from tests.channels.slack.house import House
from tests.channels.slack.workspace import Peer


@pytest.fixture(scope="session")
def peer():
    """Slack, as npm's `emulate` acts it."""
    started = Peer.start()
    yield started
    started.stop()


@pytest.fixture
def fake():
    """Slack at its worst."""
    started = FakeSlack().start()
    yield started
    started.stop()


@pytest.fixture
def house_of(tmp_path, monkeypatch):
    """Starts the channel with some settings; without a wait between two tries."""
    monkeypatch.setattr("channels.messenger.patience.FIRST_SECONDS", 0.01)
    houses = []

    def start(settings):
        houses.append(House(tmp_path / str(len(houses)), settings))
        return houses[-1]

    yield start
    for house in houses:
        house.stop()
