"""Who edits an article sees it in the next answer; a broken edit changes nothing."""

import logging
import shutil

import pytest

from tests.clock import Clock
from tests.library import ARTICLES
from unstuck.articles.library import Library
from unstuck.errors import ArticleError


@pytest.fixture
def clock():
    return Clock(0.0)


@pytest.fixture
def folder(root, tmp_path):
    shutil.copy(ARTICLES / "threads_profile_photo.yml", tmp_path)
    return tmp_path


@pytest.fixture
def library(folder, clock):
    return Library(folder, clock)


def edit(folder, old, new):
    path = folder / "threads_profile_photo.yml"
    text = path.read_text(encoding="utf-8")
    assert old in text
    path.write_text(text.replace(old, new), encoding="utf-8")


def test_an_edit_is_seen_a_second_later_and_files_are_not_looked_at_before(library, folder, clock):
    edit(folder, "prevention: >-", "prevention: >-\n  New words.")
    clock.time = 0.9
    assert "New words" not in library.current().first.prevention
    clock.time = 1.0
    assert "New words" in library.current().first.prevention


def test_nothing_changed_is_the_same_knowledge(library, clock):
    before = library.current()
    clock.time = 5
    assert library.current() is before


def test_a_broken_edit_keeps_the_last_good_version_and_logs_one_line(library, folder, clock, caplog):
    before = library.current()
    edit(folder, "product: Threads", "produkt: Threads")
    with caplog.at_level(logging.WARNING):
        for clock.time in (1, 2, 3):
            assert library.current() is before
    (record,) = caplog.records
    assert "produkt" in record.getMessage()
    assert "\n" not in record.getMessage()


def test_mending_it_is_seen(library, folder, clock):
    edit(folder, "product: Threads", "produkt: Threads")
    clock.time = 1
    library.current()
    edit(folder, "produkt: Threads", "product: Strings")
    clock.time = 2
    assert library.current().first.product == "Strings"


def test_a_new_and_a_deleted_article_are_seen(library, folder, clock):
    path = folder / "another.yml"
    text = (folder / "threads_profile_photo.yml").read_text(encoding="utf-8")
    path.write_text(text.replace("id: threads_profile_photo", "id: another"), encoding="utf-8")
    clock.time = 1
    assert [article.id for article in library.current().articles] == ["another", "threads_profile_photo"]
    path.unlink()
    clock.time = 2
    assert len(library.current().articles) == 1


def test_a_wrong_article_at_the_start_is_refused(tmp_path):
    (tmp_path / "bad.yml").write_text("id: bad\n")
    with pytest.raises(ArticleError):
        Library(tmp_path)
