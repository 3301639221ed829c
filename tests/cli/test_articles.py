"""`unstuck articles`: what is wrong with articles, and the form that they have."""

import json

from unstuck.cli.main import main


def test_articles_check_says_how_many_are_sound(capsys):
    assert main(["articles", "check"]) == 0
    assert capsys.readouterr().out == "2 articles checked, no fault.\n"


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
