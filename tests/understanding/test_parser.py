import importlib.machinery

import pytest

from unstuck.errors import ModelError
from unstuck.understanding import parser


def test_a_sentence_has_its_verb_what_is_done_to_what_and_what_is_denied():
    message = parser.load()("I haven't reinstalled the app yet")
    root = next(token for token in message if token.head == token)
    assert (root.text, root.pos_) == ("reinstalled", "VERB")
    assert {child.dep_: child.text for child in root.children} == {
        "nsubj": "I",
        "aux": "have",
        "neg": "n't",
        "dobj": "app",
        "advmod": "yet",
    }


def test_it_is_loaded_once_and_names_nobody():
    assert parser.load() is parser.load()
    assert set(parser.UNUSED).isdisjoint(parser.load().component_names)


@pytest.fixture
def elsewhere(monkeypatch, tmp_path):
    """A package of the model's name in a folder of the test's own."""
    spec = importlib.machinery.ModuleSpec(parser.PACKAGE, None, origin=str(tmp_path / "__init__.py"))
    monkeypatch.setattr(parser, "find_spec", lambda _: spec)
    parser.load.cache_clear()
    yield tmp_path
    parser.load.cache_clear()


def test_a_damaged_model_says_what_to_do(elsewhere):
    (elsewhere / f"{parser.PACKAGE}-3.8.0").mkdir()
    with pytest.raises(ModelError, match=r"cannot be read .*: delete .venv and run `make setup`\.$"):
        parser.load()


def test_a_missing_model_says_what_to_do(elsewhere, monkeypatch):
    monkeypatch.setattr(parser, "find_spec", lambda _: None)
    with pytest.raises(ModelError, match=r"^The English model is not installed: run `make setup`\.$"):
        parser.load()
