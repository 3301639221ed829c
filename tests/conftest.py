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
NEED_MODEL = pytest.StashKey[set[Path]]()


def pytest_collection_modifyitems(config: pytest.Config, items: list[pytest.Item]) -> None:
    """Files that need the tests' model come last, for it is trained meanwhile; of each kind long ones come first."""
    long = {item.path for item in items if item.get_closest_marker("long")}
    files = {item.path for item in items if item.get_closest_marker("servers") or "models" in item.fixturenames}
    config.stash[NEED_MODEL] = files
    items.sort(key=lambda item: (item.path in files, item.path not in long))


@pytest.fixture(scope="session", autouse=True)
def settings_of_the_tests_alone(request: pytest.FixtureRequest) -> None:
    """Take the settings of whoever runs the tests out of the environment; the articles are those of the tests."""
    for name in [name for name in os.environ if name.startswith("UNSTUCK_")]:
        del os.environ[name]
    os.environ.update(library.SETTINGS)
    library.share_encoder()
    if request.config.stash[NEED_MODEL]:
        library.begin_training()


@pytest.fixture(scope="module", autouse=True)
def model_where_it_is_needed(request: pytest.FixtureRequest) -> None:
    """Where a test starts the real bot, there is a model of the tests' articles."""
    if request.path in request.config.stash[NEED_MODEL]:
        request.getfixturevalue("models")


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
    """The folder of the tests' model, once it is trained."""
    library.train()
    return library.MODELS


@pytest.fixture(scope="session")
def bot(models: Path, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Bot]:
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
