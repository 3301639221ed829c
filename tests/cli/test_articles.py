"""`unstuck articles`: what is wrong with articles, and the form that they have."""

import json

from unstuck.cli.main import main


def test_articles_check_says_how_many_are_sound(capsys):
    assert main(["articles", "check"]) == 0
    assert capsys.readouterr().out == "2 articles checked, no fault.\n"


def test_a_folder_of_drafts_alone_is_checked_and_nothing_starts_from_it(root, models, tmp_path, monkeypatch, capsys):
    text = (root / "tests" / "guide" / "library" / "harbour_mail.yml").read_text(encoding="utf-8")
    (tmp_path / "harbour_mail.yml").write_text(f"draft: true\n{text}", encoding="utf-8")
    monkeypatch.setenv("UNSTUCK_ARTICLES", str(tmp_path))
    monkeypatch.setenv("UNSTUCK_EXAMPLES", str(tmp_path / "none"))
    assert main(["articles", "check"]) == 0
    assert "all articles are drafts" in capsys.readouterr().err
    assert main(["ask", "my mail does not come"]) == 1
    (told,) = capsys.readouterr().err.splitlines()
    assert told.startswith("no_articles: ")
    assert "take `draft: true` out of one" in told


def test_articles_check_names_file_line_and_reason(tmp_path, monkeypatch, capsys):
    (tmp_path / "bad.yml").write_text("id: bad\n")
    monkeypatch.setenv("UNSTUCK_ARTICLES", str(tmp_path))
    assert main(["articles", "check"]) == 1
    first, *_ = capsys.readouterr().err.splitlines()
    assert first.startswith("articles_wrong: ")
    assert "bad.yml:1: title: field required" in first


def test_the_schema_knows_every_field_of_an_article(capsys):
    assert main(["articles", "schema"]) == 0
    schema = json.loads(capsys.readouterr().out)
    assert {"id", "product", "causes", "methods"} <= set(schema["properties"])
    assert schema["additionalProperties"] is False
