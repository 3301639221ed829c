"""The article of docs/writing-an-article.md, made by doing what the page says, is a sound one."""

import re
import shutil
from types import SimpleNamespace

import pytest

from tests.library import ARTICLES, EXAMPLES
from unstuck.articles.check import check, doubts
from unstuck.articles.loader import article_files, load_article
from unstuck.cli.main import main

NAME = "harbour_mail"


@pytest.fixture
def page(root):
    return (root / "docs" / "writing-an-article.md").read_text(encoding="utf-8")


@pytest.fixture
def followed(root, page, tmp_path, monkeypatch, capsys):
    """A project in which somebody has followed the page as far as the check, and what the import said."""
    shutil.copy(root / "domain.yml", tmp_path)
    shutil.copytree(root / "data", tmp_path / "data", ignore=shutil.ignore_patterns("articles"))
    shutil.copytree(ARTICLES, tmp_path / "data" / "articles")
    shutil.copytree(EXAMPLES, tmp_path / "data" / "nlu" / "articles")
    monkeypatch.setattr("unstuck.settings.ROOT", tmp_path)
    monkeypatch.setenv("UNSTUCK_ARTICLES", str(tmp_path / "data" / "articles"))
    monkeypatch.setenv("UNSTUCK_EXAMPLES", str(tmp_path / "data" / "nlu" / "articles"))
    monkeypatch.chdir(tmp_path)
    (tmp_path / "var").mkdir()
    text = re.search(r"````markdown\n(.*?)````", page, re.DOTALL).group(1)
    (tmp_path / "var" / f"{NAME}.md").write_text(text, encoding="utf-8")
    command = re.search(r"unstuck (articles import .*)", page).group(1)
    assert main(command.split()) == 0
    cause, help_, said = re.findall(r"```yaml\n(.*?)```", page, re.DOTALL)
    article, examples = (tmp_path / "data" / folder / f"{NAME}.yml" for folder in ("articles", "nlu/articles"))
    written = article.read_text(encoding="utf-8").replace("draft: true\n", "")
    written = replaced(r"  - id: saved_password_wrong.*?(?=  - id: )", cause, written)
    written = replaced(r"(?<=title: Open Accounts\n)( +text: [^\n]*\n)", rf"\1{help_}", written)
    written = replaced(r"(?<=harbour_mail.ipad_offline\n)    methods: \[\]", "    methods: [check_connection]", written)
    article.write_text(written, encoding="utf-8")
    examples.write_text(said, encoding="utf-8")
    printed = capsys.readouterr()
    return SimpleNamespace(
        root=tmp_path,
        articles=article.parent,
        article=article,
        examples=examples.parent,
        said=printed.err,
        wrote=printed.out,
    )


def replaced(pattern: str, by: str, text: str) -> str:
    after, count = re.subn(pattern, by, text, flags=re.DOTALL)
    assert count == 1, pattern
    return after


def test_what_the_page_has_people_do_passes_the_check(root, followed):
    count = len(article_files(ARTICLES)) + 1
    assert check(followed.articles, followed.root, followed.examples) == (count, [])
    assert doubts(followed.articles, followed.root, followed.examples) == []


def test_the_import_reads_what_the_page_says(page, followed):
    assert re.search(r"\((2 causes, [^)]*)\)", page).group(1) in followed.said
    assert "Not in any draft" not in followed.said


def test_the_files_are_named_as_the_page_names_them(followed):
    assert followed.wrote.startswith(f"Wrote data/articles/{NAME}.yml.\n")


def test_the_article_has_what_the_page_adds_by_hand(followed):
    article = load_article(followed.article)
    assert article.cause("saved_password_wrong").alerts == ("Login Refused",)
    assert article.methods[0].steps[0].help
