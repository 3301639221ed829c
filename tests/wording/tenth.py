"""A tenth language, made up, beside those that there are."""

from __future__ import annotations

import pytest
from ruamel.yaml import YAML

from tests.wording.made_up import CODE, made_up_overlay, made_up_words
from unstuck import settings
from unstuck.articles.loader import article_files, as_written
from unstuck.settings import ROOT
from unstuck.wording.english import sentences
from unstuck.wording.responses import ENGLISH
from unstuck.wording.spoken_languages import SpokenLanguages, load

SHIPPED = load(ROOT / "data" / "words")
OTHERS = sorted(SHIPPED.translations.keys() - {ENGLISH})
ARTICLES = article_files(ROOT / "data" / "articles")


def wanted(languages: SpokenLanguages = SHIPPED):
    return list(sentences(languages, ROOT / "domain.yml", ROOT / "data" / "words"))


@pytest.fixture
def tenth(tmp_path, monkeypatch):
    """A made-up language, in a copy of the data that has it beside the others."""
    words, articles = tmp_path / "words", tmp_path / "articles"
    words.mkdir()
    articles.mkdir()
    for path in (ROOT / "data" / "words").glob("*.yml"):
        (words / path.name).symlink_to(path)
    for path in (ROOT / "data" / "articles").glob("*.yml"):
        (articles / path.name).symlink_to(path)
    monkeypatch.setenv("UNSTUCK_WORDS", str(words))
    monkeypatch.setenv("UNSTUCK_ARTICLES", str(articles))
    dump = YAML(typ="safe").dump
    dump(made_up_words(wanted()), words / f"{CODE}.yml")
    for path in ARTICLES:
        dump(made_up_overlay(as_written(path)), articles / f"{path.stem}.{CODE}.yml")
    load.cache_clear()
    yield settings.read()
    load.cache_clear()
