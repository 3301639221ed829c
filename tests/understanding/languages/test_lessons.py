"""What is learned of a language's file, and that every language teaches every intent."""

import pytest

from unstuck import settings
from unstuck.errors import ModelError
from unstuck.understanding.languages import lessons
from unstuck.understanding.languages.language import beside_english
from unstuck.understanding.languages.training import EXAMPLES

FILE = """
intents:
  greet: [saluton]
moments:
  step:
    next_step: [farite]
fixes:
  restart:
    done: [mi restartigis]
    wanted: [mi volas restartigi]
denied:
  describe_x: [ne estas la reto]
stories:
  - - [saluton, greet]
    - [mi restartigis vane, restart failed]
    - [la reto bonas, not describe_x]
"""


def test_a_file_teaches_meaning_fix_and_how(tmp_path):
    path = tmp_path / "eo.yml"
    path.write_text(FILE, encoding="utf-8")
    found = lessons.read(path)
    assert set(found.intents) == {
        ("saluton", "greet", ""),
        ("farite", "next_step", "step"),
        ("mi restartigis", "already_tried", ""),
        ("mi volas restartigi", "choose_method", ""),
        ("ne estas la reto", "describe_x", ""),
        ("mi restartigis vane", "already_tried", ""),
        ("la reto bonas", "describe_x", ""),
    }
    assert ("mi restartigis vane", "restart") in found.fixes
    assert ("saluton", "none") in found.fixes
    assert {("mi restartigis", "done"), ("mi restartigis vane", "failed"), ("la reto bonas", "denied")} <= set(
        found.hows
    )


def test_a_wrong_file_is_named(tmp_path):
    path = tmp_path / "eo.yml"
    path.write_text("intents: []\n", encoding="utf-8")
    with pytest.raises(ModelError, match=r"eo\.yml cannot be learned from"):
        lessons.read(path)


def test_every_language_teaches_the_same_intents(languages):
    folder = settings.read().languages / EXAMPLES
    taught = {
        code: {intent for _, intent, _ in lessons.read(folder / f"{code}.yml").intents}
        for code in beside_english(languages)
    }
    every = set.union(*taught.values())
    assert {code: every - some for code, some in taught.items() if every - some} == {}
