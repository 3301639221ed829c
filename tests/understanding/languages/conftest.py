import pytest

from unstuck import settings
from unstuck.understanding.languages.language import load


@pytest.fixture(scope="session")
def languages():
    """The words of every language, by its code."""
    return load(settings.read().languages)
