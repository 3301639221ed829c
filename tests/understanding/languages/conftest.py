import pytest

from scripts.bench_languages import reader_of_all
from unstuck import settings
from unstuck.understanding.languages.language import load


@pytest.fixture(scope="session")
def languages():
    """The words of every language, by its code."""
    return load(settings.read().languages)


@pytest.fixture(scope="session")
def every_language(models):
    """A reader of every language, whether or not there are words to answer in."""
    return reader_of_all(settings.read())
