"""A notice is switched on and off by the command line; the running bot tells it a second later."""

import shutil

import pytest

from tests.library import ARTICLES
from unstuck import settings
from unstuck.articles.library import Library
from unstuck.cli.main import main
from unstuck.guide.case import Case
from unstuck.guide.respond import respond
from unstuck.guide.turn import Message
from unstuck.storage.notices import Notices
from unstuck.turns.announced import AnnouncedKnowledge

NAME = "threads_profile_photo"


@pytest.fixture
def now():
    return [0.0]


@pytest.fixture
def articles(tmp_path, monkeypatch):
    shutil.copytree(ARTICLES, tmp_path / "articles")
    monkeypatch.setenv("UNSTUCK_ARTICLES", str(tmp_path / "articles"))
    monkeypatch.setenv("UNSTUCK_VAR", str(tmp_path / "var"))
    return tmp_path / "articles"


@pytest.fixture
def announced(articles, now):
    notices = Notices.from_settings(settings.read())
    return AnnouncedKnowledge(Library(articles).current, notices, clock=lambda: now[0])


def said(announced, case=None):
    turn = respond(announced.now(), case or Case(), Message("report_profile_photo_error", text="it fails"))
    return turn.case, [say.name for say in turn.says]


def test_a_notice_is_told_first_and_once_by_a_bot_that_runs(announced, now):
    assert "notice" not in said(announced)[1]
    assert main(["articles", "notice", NAME, 'Uploads are "down" until noon: wait.']) == 0
    now[0] = 5.0
    case, told = said(announced)
    assert told[0] == "notice"
    assert "notice" not in said(announced, case)[1]


def test_it_is_changed_and_taken_out_and_the_article_s_file_stays_as_it_is(announced, articles, now):
    before = (articles / f"{NAME}.yml").read_bytes()
    for second, texts in enumerate((["Uploads are\n  down."], ["Uploads are slow."], [])):
        main(["articles", "notice", NAME, *texts])
        now[0] = 5.0 * (second + 1)
        assert announced.now().article(NAME).notice == (" ".join(texts[0].split()) if texts else None)
    assert (articles / f"{NAME}.yml").read_bytes() == before


def test_a_notice_that_the_article_itself_has_is_named_when_nothing_else_is_told(articles, capsys):
    path = articles / f"{NAME}.yml"
    text = path.read_text(encoding="utf-8").replace("title: ", "notice: Uploads are down.\ntitle: ", 1)
    path.write_text(text, encoding="utf-8")
    main(["articles", "notice", NAME])
    assert "take `notice` out of its file" in capsys.readouterr().out


def test_it_is_told_in_every_language_and_articles_stay_the_same_object_until_something_changes(announced, now):
    plain = announced.now()
    main(["articles", "notice", NAME, "Uploads are down."])
    now[0] = 5.0
    noticed = announced.now()
    assert noticed is not plain
    assert noticed is announced.now()
    for articles in noticed.translations.values():
        assert NAME not in articles or articles[NAME].notice == "Uploads are down."


def test_an_article_that_is_not_there_is_one_sentence(articles, capsys):
    assert main(["articles", "notice", "nothing", "x"]) == 1
    assert capsys.readouterr().err.startswith("no_article: ")
