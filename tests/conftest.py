from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.servers.bot import Bot
from unstuck.articles.knowledge import Knowledge
from unstuck.articles.model import Article

ROOT = Path(__file__).resolve().parent.parent


@pytest.fixture(scope="session")
def root() -> Path:
    """The project's folder."""
    return ROOT


@pytest.fixture(scope="session")
def knowledge() -> Knowledge:
    """The knowledge base as it is."""
    return Knowledge.load(ROOT / "data" / "articles")


@pytest.fixture(scope="session")
def article(knowledge: Knowledge) -> Article:
    """The article on the profile photo."""
    return knowledge.articles[0]


@pytest.fixture(scope="session")
def bot(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Bot]:
    """The real servers, started once for all tests that talk to them."""
    servers = Bot(tmp_path_factory.mktemp("bot"))
    try:
        yield servers.start()
    finally:
        servers.stop()
