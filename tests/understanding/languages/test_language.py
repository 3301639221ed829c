"""The files of data/languages: complete, and a wrong one is named."""

import pytest

from unstuck.errors import ModelError
from unstuck.understanding.languages.language import LISTS, beside_english, load

MAY_BE_EMPTY = {"question_marks"}


def test_every_language_has_words_of_every_kind(languages):
    for code, one in beside_english(languages).items():
        assert {name for name in LISTS if not getattr(one, name)} <= MAY_BE_EMPTY, code
        assert {1, 2, 3} <= set(one.numbers.values()), code
        assert all(unit in ("b", "kb", "mb", "gb") for unit in one.units.values()), code


def test_every_language_names_every_fix(languages, knowledge):
    ids = {method.id for article in knowledge.articles[:1] for method in article.methods}
    for code, one in beside_english(languages).items():
        assert ids <= set(one.fixes), code


def test_nobody_is_called_like_another(languages):
    names = [name for one in languages.values() for name in one.called]
    assert len(names) == len(set(names))


def test_a_missing_folder_has_no_languages(tmp_path):
    assert load(tmp_path / "none") == {}


def test_a_wrong_file_is_named(tmp_path):
    (tmp_path / "xx.yml").write_text("name: X\nnumbers: [1]\n", encoding="utf-8")
    with pytest.raises(ModelError, match=r"xx\.yml cannot be used"):
        load(tmp_path)
