from pathlib import Path

import pytest

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
