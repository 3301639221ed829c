"""Training examples as they are written, with the lines that they stand on."""

import pytest

from unstuck.articles.training import Examples, domain_intents, examples, read_examples
from unstuck.errors import ArticleError

FIRST = """version: "3.1"
nlu:
- intent: greet
  examples: |
    - hello
    - good [morning](daytime)
- intent: affirm
  examples: |
    - yes
"""


@pytest.fixture
def folder(tmp_path):
    (tmp_path / "below").mkdir()
    (tmp_path / "a.yml").write_text(FIRST)
    (tmp_path / "below" / "b.yml").write_text("nlu:\n- intent: greet\n  examples: |\n    - hey\n")
    (tmp_path / "notes.md").write_text("- intent: nothing")
    return tmp_path


def test_they_are_read_with_where_they_begin(folder):
    assert read_examples(folder / "project", folder) == [
        Examples("greet", ("hello", "good [morning](daytime)"), f"{folder}/a.yml:3"),
        Examples("affirm", ("yes",), f"{folder}/a.yml:7"),
        Examples("greet", ("hey",), f"{folder}/below/b.yml:2"),
    ]


def test_those_of_one_intent_are_put_together(folder):
    assert examples(folder / "project", folder) == {
        "greet": ["hello", "good [morning](daytime)", "hey"],
        "affirm": ["yes"],
    }


@pytest.mark.parametrize(
    ("content", "line", "remedy"),
    [
        ("nlu:\n- intent: a\n   examples: |\n", 3, "mend the YAML there"),
        ("", 1, "begin with `nlu:`"),
        ("rules: []\n", 1, "begin with `nlu:`"),
        ("nlu:\n- synonym: a\n", 1, "begin with `nlu:`"),
        ("nlu:\n- intent: a\n  examples: [hello]\n", 1, "begin with `nlu:`"),
    ],
)
def test_what_holds_none_is_refused_with_its_line_and_a_remedy(tmp_path, content, line, remedy):
    path = tmp_path / "a.yml"
    path.write_text(content)
    with pytest.raises(ArticleError) as refused:
        read_examples(tmp_path / "project", tmp_path)
    assert refused.value.message.startswith(f"{path}:{line}: ")
    assert remedy in refused.value.message


def test_intents_of_a_domain_are_known_by_name_with_options_and_without(tmp_path):
    (tmp_path / "domain.yml").write_text("intents:\n- greet\n- inform: {use_entities: []}\n")
    assert domain_intents(tmp_path / "domain.yml") == {"greet", "inform"}
