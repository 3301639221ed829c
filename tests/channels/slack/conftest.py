import itertools
from contextlib import ExitStack

import pytest

from channels.slack.channel import SlackInput
from tests.channels.server import Server
from tests.channels.slack.delivery import SECRET
from tests.channels.slack.fake import FakeSlack
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
    with FakeSlack() as started:
        yield started


@pytest.fixture
def house_of(tmp_path, monkeypatch):
    """Starts the channel with some settings; without a wait between two tries."""
    monkeypatch.setattr("channels.messenger.patience.FIRST_SECONDS", 0.01)
    numbers = itertools.count()
    with ExitStack() as houses:

        def start(settings):
            secret = {"UNSTUCK_SLACK_SIGNING_SECRET": SECRET}
            return houses.enter_context(Server(SlackInput, tmp_path / str(next(numbers)), secret | settings))

        yield start


@pytest.fixture
def house(house_of, fake):
    """The channel, connected to Slack at its worst."""
    return house_of(fake.settings)
