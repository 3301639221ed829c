"""A notice is switched on and off in an article's file, where the running bot reads it."""

import shutil

import pytest

from tests.library import ARTICLES
from unstuck.articles.library import Library
from unstuck.articles.loader import load_article
from unstuck.cli.main import main
from unstuck.guide.case import Case
from unstuck.guide.respond import respond
from unstuck.guide.turn import Message

NAME = "threads_profile_photo"


@pytest.fixture
def articles(root, tmp_path, monkeypatch):
    shutil.copytree(ARTICLES, tmp_path / "articles")
    monkeypatch.setenv("UNSTUCK_ARTICLES", str(tmp_path / "articles"))
    return tmp_path / "articles"


def said(library, case=None):
    turn = respond(library.current(), case or Case(), Message("report_profile_photo_error", text="it fails"))
    return turn.case, [say.name for say in turn.says]


def test_a_notice_is_told_first_and_once_by_a_bot_that_runs(articles):
    now = [0.0]
    library = Library(articles, clock=lambda: now[0])
    assert "notice" not in said(library)[1]
    assert main(["articles", "notice", NAME, 'Uploads are "down" until noon: wait.']) == 0
    now[0] = 5.0
    case, told = said(library)
    assert told[0] == "notice"
    assert "notice" not in said(library, case)[1]


def test_it_is_taken_out_and_nothing_else_in_the_file_changes(articles):
    path = articles / f"{NAME}.yml"
    before = path.read_text(encoding="utf-8")
    main(["articles", "notice", NAME, "Uploads are down."])
    assert load_article(path).notice == "Uploads are down."
    main(["articles", "notice", NAME, "Uploads are slow."])
    assert load_article(path).notice == "Uploads are slow."
    main(["articles", "notice", NAME])
    assert path.read_text(encoding="utf-8") == before


def test_a_notice_of_several_lines_is_taken_out_whole(articles):
    path = articles / f"{NAME}.yml"
    before = path.read_text(encoding="utf-8")
    path.write_text(before.replace("title: ", "notice: >-\n  Uploads are\n  down.\ntitle: ", 1), encoding="utf-8")
    main(["articles", "notice", NAME])
    assert path.read_text(encoding="utf-8") == before


def test_an_article_that_is_not_there_is_one_sentence(articles, capsys):
    assert main(["articles", "notice", "nothing", "x"]) == 1
    assert capsys.readouterr().err.startswith("no_article: ")
