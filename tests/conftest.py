import os
from collections.abc import Iterator
from pathlib import Path

import pytest

from tests import library
from tests.servers.bot import Bot
from tests.servers.peers import ObjectStore, Postgres, Redis
from unstuck.articles.knowledge import Knowledge
from unstuck.articles.model import Article
from unstuck.storage.database import DatabaseLocation

ROOT = Path(__file__).resolve().parent.parent


@pytest.fixture(scope="session", autouse=True)
def settings_of_the_tests_alone(request: pytest.FixtureRequest) -> None:
    """Take the settings of whoever runs the tests out of the environment; the articles are those of the tests.

    Where a test starts the real bot, there is a model of them.
    """
    for name in [name for name in os.environ if name.startswith("UNSTUCK_")]:
        del os.environ[name]
    os.environ.update(library.SETTINGS)
    library.share_encoder()
    if any(item.get_closest_marker("servers") for item in request.session.items):
        library.train()


@pytest.fixture(scope="session")
def root() -> Path:
    """The project's folder."""
    return ROOT


@pytest.fixture(scope="session")
def knowledge() -> Knowledge:
    """The articles of the tests."""
    return Knowledge.load(library.ARTICLES)


@pytest.fixture(scope="session")
def article(knowledge: Knowledge) -> Article:
    """The article on the profile photo."""
    return knowledge.articles[0]


@pytest.fixture(scope="session")
def models() -> Path:
    """The folder of the tests' model, which is trained if need be."""
    library.train()
    return library.MODELS


@pytest.fixture(scope="session")
def bot(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Bot]:
    """The real servers, started once for all tests that talk to them."""
    with Bot(tmp_path_factory.mktemp("bot")) as servers:
        yield servers


@pytest.fixture(scope="session")
def postgres() -> Iterator[Postgres]:
    """A real PostgreSQL."""
    server = Postgres()
    yield server
    server.close()


@pytest.fixture(scope="session")
def redis_server() -> Iterator[Redis]:
    """A real Redis."""
    server = Redis()
    yield server
    server.stop()


@pytest.fixture(scope="session")
def object_store() -> Iterator[ObjectStore]:
    """A server that speaks S3."""
    server = ObjectStore()
    yield server
    server.stop()


@pytest.fixture(params=["sqlite", "postgresql"])
def database(request: pytest.FixtureRequest, tmp_path: Path) -> DatabaseLocation:
    """Where a store has its database: every test runs on each kind."""
    if request.param == "sqlite":
        return tmp_path
    address: str = request.getfixturevalue("postgres").database()
    return address
