"""A new article needs no line in the domain and no rule: both are put together."""

import subprocess
import sys
from pathlib import Path

import pytest
from ruamel.yaml import YAML

from scripts import train
from tests.library import EXAMPLES
from unstuck.articles.assemble import assemble
from unstuck.articles.knowledge import Knowledge
from unstuck.articles.loader import load_article

LIBRARY = Path(__file__).parent.parent / "guide" / "library"


@pytest.fixture
def library(knowledge):
    return Knowledge((*knowledge.articles, load_article(LIBRARY / "harbour_mail.yml")))


def read(path):
    return YAML(typ="safe").load(path.read_text(encoding="utf-8"))


def test_the_domain_gains_the_articles_own_intents_and_loses_nothing(library, root, tmp_path):
    files = assemble(library, root, EXAMPLES, tmp_path)
    ours, whole = read(root / "domain.yml"), read(files.domain)
    assert set(whole["intents"]) - set(ours["intents"]) == {
        "harbour_mail.error",
        "harbour_mail.password",
        "harbour_mail.mailbox_full",
        "harbour_mail.lose_messages",
        "threads_upload_photo.network_timeout",
        "threads_upload_photo.large_file",
    }
    assert {**whole, "intents": None} == {**ours, "intents": None}


def test_each_own_intent_is_answered_by_the_same_action_as_all_others(library, root, tmp_path):
    assemble(library, root, EXAMPLES, tmp_path)
    actions = {
        intent["intent"]: rule["steps"][1]["action"]
        for rule in read(tmp_path / "rules.yml")["rules"]
        for intent in rule["steps"][0]["or"]
    }
    assert actions == dict.fromkeys(library.own_intents, "action_respond")


def test_a_file_that_has_not_changed_is_not_written_again(library, root, tmp_path):
    files = assemble(library, root, EXAMPLES, tmp_path)
    before = files.domain.stat().st_mtime_ns
    assemble(library, root, EXAMPLES, tmp_path)
    assert files.domain.stat().st_mtime_ns == before


def test_both_trainings_are_done_or_neither_goes_on():
    said = []
    with subprocess.Popen([sys.executable, "-c", "raise SystemExit(3)"], text=True) as fails:
        assert train.beside(fails, lambda: said.append("others")) == 3
    assert said == ["others"]
    with (
        subprocess.Popen([sys.executable, "-c", "import time; time.sleep(600)"], text=True) as goes_on,
        pytest.raises(ZeroDivisionError),
    ):
        train.beside(goes_on, lambda: print(1 // 0))
    assert goes_on.returncode


def test_parts_that_other_code_has_trained_are_not_used_again(tmp_path):
    (tmp_path / "of other code").mkdir()
    place = train.cache(tmp_path, "int8")
    place.mkdir()
    assert train.cache(tmp_path, "int8") == place
    assert list(tmp_path.iterdir()) == [place]
