"""`unstuck articles import` writes files that the checks take, and tells what to look at."""

from pathlib import Path

import pytest
from ruamel.yaml import YAML

from tests.drafting.conftest import SHAPES, TEXTS
from unstuck.articles.check import FEWEST_EXAMPLES, check, examples
from unstuck.articles.loader import load_article
from unstuck.cli.main import main

ALL = [*TEXTS, *(path for paths in SHAPES.values() for path in paths)]
ARTICLE = next(path for path in TEXTS if path.name == "run_together.txt")


def run(text: Path, output: Path, *options: str) -> int:
    return main(["articles", "import", str(text), "-o", str(output), *options])


@pytest.fixture
def house(tmp_path, root):
    """A project of its own: the domain and the shared examples, and no article."""
    (tmp_path / "domain.yml").symlink_to(root / "domain.yml")
    nlu = tmp_path / "data" / "nlu"
    (nlu / "articles").mkdir(parents=True)
    (tmp_path / "data" / "articles").mkdir()
    for path in (root / "data" / "nlu").glob("*.yml"):
        (nlu / path.name).symlink_to(path)
    return tmp_path


def test_every_imported_article_with_its_starter_examples_passes_the_check(house):
    folder = house / "data" / "articles"
    for number, path in enumerate(ALL):
        assert run(path, folder / f"article_{number}.yml", "--train") == 0
    for path in (folder / "nlu").glob("*.yml"):
        path.rename(house / "data" / "nlu" / "articles" / path.name)
    assert check(folder, house) == (len(ALL), [])


def test_every_own_intent_has_examples_enough_and_no_message_means_two_things(tmp_path):
    for number, path in enumerate(ALL):
        run(path, tmp_path / f"article_{number}.yml", "--train")
        article = load_article(tmp_path / f"article_{number}.yml")
        said = examples(tmp_path / "nlu")
        own = [*article.intents, *(answer.intent for answer in article.answers)]
        own += [intent for part in (*article.causes, *article.escalations) for intent in part.intents]
        assert set(own) <= set(said)
    assert min(map(len, said.values())) >= FEWEST_EXAMPLES


def test_examples_are_marked_for_review_and_fit_rasa(tmp_path):
    run(ARTICLE, tmp_path / "parlour.yml", "--train")
    text = (tmp_path / "nlu" / "parlour.yml").read_text(encoding="utf-8")
    assert text.startswith("# FOR REVIEW")
    for part in YAML(typ="safe").load(text)["nlu"]:
        assert all(line.startswith("- ") for line in part["examples"].splitlines())


def test_an_article_of_the_knowledge_base_has_its_examples_among_the_training_data(tmp_path, monkeypatch):
    monkeypatch.setattr("unstuck.settings.ROOT", tmp_path)
    monkeypatch.setenv("UNSTUCK_ARTICLES", str(tmp_path / "articles"))
    (tmp_path / "articles").mkdir()
    assert run(ARTICLE, tmp_path / "articles" / "parlour.yml", "--train") == 0
    assert (tmp_path / "data" / "nlu" / "articles" / "parlour.yml").exists()


def test_the_report_names_lines_numbers_and_what_found_no_place(tmp_path, capsys):
    assert run(ARTICLE, tmp_path / "parlour.yml") == 0
    told = capsys.readouterr()
    assert "3 causes, 3 fixes, 9 steps, 2 escalations, 0 answers, 3 rows of the comparison" in told.err
    assert "line 34: five times, 2 hours" in told.err
    assert "line 43: You now know how to get your voice back." in told.err
    assert "line 9: the cause “Another Call Holds the Microphone” leads to close_other_call_apps" in told.err
    assert "parlour.yml" in told.out


def test_the_id_is_the_file_s_name(tmp_path):
    run(ARTICLE, tmp_path / "2nd Try-Out.yml")
    assert load_article(tmp_path / "2nd Try-Out.yml").id == "article_2nd_try_out"


def test_a_file_that_is_there_stays_unless_forced(tmp_path, capsys):
    output = tmp_path / "parlour.yml"
    output.write_text("mine")
    assert run(ARTICLE, output) == 1
    assert output.read_text() == "mine"
    assert capsys.readouterr().err.startswith("import_exists: ")
    assert run(ARTICLE, output, "--force") == 0
    assert load_article(output).product == "Parlour"


def test_nothing_is_written_if_the_examples_exist(tmp_path):
    (tmp_path / "nlu").mkdir()
    (tmp_path / "nlu" / "parlour.yml").write_text("mine")
    assert run(ARTICLE, tmp_path / "parlour.yml", "--train") == 1
    assert not (tmp_path / "parlour.yml").exists()


@pytest.mark.parametrize("output", ["missing/parlour/x.yml", "", "file.txt/x.yml"])
def test_a_place_that_cannot_be_written_is_one_sentence(tmp_path, capsys, output):
    (tmp_path / "file.txt").write_text("")
    assert run(ARTICLE, tmp_path / output, "--force") == 1
    error = capsys.readouterr().err
    assert error.startswith("import_not_written: ")
    assert error.count("\n") == 1
    assert not list(tmp_path.rglob("*.part"))


def test_an_unreadable_text_is_one_sentence(tmp_path, capsys):
    assert run(tmp_path / "none.txt", tmp_path / "x.yml") == 1
    assert capsys.readouterr().err.startswith("import_unreadable: none.txt cannot be read")
