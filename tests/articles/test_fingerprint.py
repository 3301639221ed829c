"""What a model is made of: whatever training reads gives it another name, and nothing else does."""

from pathlib import Path

import pytest

from tests.library import EXAMPLES
from unstuck.articles.assemble import assemble
from unstuck.articles.fingerprint import fingerprint, model_file
from unstuck.articles.knowledge import Knowledge


def name(root, files, encoder="int8"):
    return model_file(Path("models"), root, encoder, files).name


def test_another_word_in_an_article_needs_no_training_and_a_new_intent_or_another_encoder_does(
    knowledge, root, tmp_path
):
    before = name(root, assemble(knowledge, root, EXAMPLES, tmp_path))
    first, *others = knowledge.articles
    reworded = first.model_copy(update={"prevention": "Other words.", "title": "Another title"})
    assert name(root, assemble(Knowledge((reworded, *others)), root, EXAMPLES, tmp_path)) == before
    fewer = assemble(Knowledge((first,)), root, EXAMPLES, tmp_path)
    assert name(root, fewer) != before
    assert name(root, fewer, "fp32") != name(root, fewer)


@pytest.mark.parametrize("changed", ["data/nlu/steer.yml", "unstuck/understanding/reading.py", "requirements.lock"])
def test_a_changed_file_is_another_model_and_one_that_is_not_read_is_not(tmp_path, changed):
    for file in ("data/nlu/steer.yml", "unstuck/understanding/reading.py", "requirements.lock", "README.md"):
        (tmp_path / file).parent.mkdir(parents=True, exist_ok=True)
        (tmp_path / file).write_text("before")
    before = fingerprint(tmp_path, "int8", tmp_path / "data" / "nlu")
    (tmp_path / "README.md").write_text("after")
    (tmp_path / "unstuck" / "understanding" / "reading.pyc").write_text("compiled")
    assert fingerprint(tmp_path, "int8", tmp_path / "data" / "nlu") == before
    (tmp_path / changed).write_text("after")
    assert fingerprint(tmp_path, "int8", tmp_path / "data" / "nlu") != before
