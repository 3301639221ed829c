import os
from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.servers.bot import Bot
from tests.servers.peers import ObjectStore, Postgres, Redis
from unstuck.articles.knowledge import Knowledge
from unstuck.articles.model import Article
from unstuck.storage.database import DatabaseLocation

ROOT = Path(__file__).resolve().parent.parent


@pytest.fixture(scope="session", autouse=True)
def settings_of_the_tests_alone() -> None:
    """Take the settings of whoever runs the tests out of the environment."""
    for name in [name for name in os.environ if name.startswith("UNSTUCK_")]:
        del os.environ[name]


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
