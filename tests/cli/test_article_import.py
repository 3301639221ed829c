"""`unstuck articles import` writes drafts that the checks take, and tells what to decide."""

import pytest

from tests.drafting.test_importer import PAGE
from unstuck.articles.knowledge import Knowledge
from unstuck.articles.loader import load_article
from unstuck.cli.main import main
from unstuck.errors import ArticleError

SEVERAL = "# Troubleshooting\n\n" + "".join(
    f"## {what}\n\n**Symptoms**\n\nYou see an error.\n\n**Resolution**\n\n1. {way}\n2. Restart.\n\n"
    for what, way in (("Printer is offline", "Plug it in."), ("Paper jam", "Open the lid."))
)


@pytest.fixture
def page(tmp_path):
    path = tmp_path / "lamp page.md"
    path.write_text(PAGE)
    return path


def run(page, output, *options):
    return main(["articles", "import", str(page), "-o", str(output), *options])


def test_a_draft_is_written_with_what_to_decide_and_how_sure_each_part_is(page, tmp_path, capsys):
    assert run(page, tmp_path / "lamp.yml") == 0
    told = capsys.readouterr()
    text = (tmp_path / "lamp.yml").read_text()
    assert text.startswith("# Drafted from lamp page.md.")
    assert "% sure" in text
    assert "To decide, in lamp.yml:" in told.err
    assert "1 cause, 2 fixes, 6 steps" in told.err
    assert load_article(tmp_path / "lamp.yml").id == "lamp"


def test_a_draft_is_not_published_until_somebody_says_so(page, tmp_path):
    run(page, tmp_path / "lamp.yml")
    with pytest.raises(ArticleError, match="drafts"):
        Knowledge.load(tmp_path)
    text = (tmp_path / "lamp.yml").read_text()
    (tmp_path / "lamp.yml").write_text(text.replace("draft: true\n", ""))
    assert [article.id for article in Knowledge.load(tmp_path).articles] == ["lamp"]


def test_each_of_several_problems_has_a_file(tmp_path, capsys):
    (tmp_path / "many.md").write_text(SEVERAL)
    assert run(tmp_path / "many.md", tmp_path / "help.yml") == 0
    assert sorted(path.name for path in tmp_path.glob("*.yml")) == ["help_paper_jam.yml", "help_printer_offline.yml"]
    assert "The page holds 2 problems" in capsys.readouterr().err


def test_a_file_that_is_there_stays_unless_forced(page, tmp_path, capsys):
    output = tmp_path / "lamp.yml"
    output.write_text("mine")
    assert run(page, output) == 1
    assert output.read_text() == "mine"
    assert capsys.readouterr().err.startswith("import_exists: ")
    assert run(page, output, "--force", "--product", "Glimmer", "--platform", "Android") == 0
    assert load_article(output).platforms == ("Android",)


@pytest.mark.parametrize("output", ["missing/lamp/x.yml", "file.txt/x.yml"])
def test_a_place_that_cannot_be_written_is_one_sentence(page, tmp_path, capsys, output):
    (tmp_path / "file.txt").write_text("")
    assert run(page, tmp_path / output, "--force") == 1
    error = [line for line in capsys.readouterr().err.splitlines() if line.startswith("import_")]
    assert len(error) == 1
    assert not list(tmp_path.rglob("*.part"))


def test_the_id_is_the_file_s_name(page, tmp_path):
    run(page, tmp_path / "2nd Try-Out.yml")
    assert load_article(tmp_path / "2nd Try-Out.yml").id == "article_2nd_try_out"


def test_an_unreadable_page_is_one_sentence(tmp_path, capsys):
    assert run(tmp_path / "none.txt", tmp_path / "x.yml") == 1
    assert capsys.readouterr().err.startswith("import_unreadable: none.txt cannot be read")
