"""The judge tells what sections and pages are, as it learned it from others."""

import numpy as np
import pytest

from unstuck.drafting.kinds import Judge, Kind, Sort, shares_of, solve
from unstuck.errors import ArticleError

HOW_TO = (
    "# The lamp does not answer\n\nThe app shows an error.\n\n## Causes\n\nThe clock of the lamp is wrong.\n\n"
    "## Solution 1: Restart the lamp\n\n1. Switch it off.\n2. Switch it on.\n\n"
    "## Solution 2: Reset the lamp\n\n1. Hold the key.\n2. Let it go.\n\n"
    "## Still not working?\n\nContact our support.\n\n## Related articles\n\n- [Prices](https://a.example/b)\n"
)


def test_what_the_sections_of_a_page_are_is_told_with_how_probable_that_is(judge, tree):
    judged, sorts = judge.judge(tree(HOW_TO))
    assert [one.kind for one in judged[1:]] == [Kind.CAUSE, Kind.FIX, Kind.FIX, Kind.ESCALATION, Kind.NAVIGATION]
    assert all(0 < one.sureness <= 1 for one in judged)
    assert max(sorts, key=sorts.get) is Sort.HOW_TO
    assert sum(sorts.values()) == pytest.approx(1, abs=1e-4)


def test_the_same_in_another_language(judge, tree):
    text = "# Lampe ist aus\n\n## Ursache\n\nDie Uhr geht falsch.\n\n## Lösung\n\n1. Ausschalten.\n2. Einschalten.\n"
    assert [one.kind for one in judge.judge(tree(text))[0][1:]] == [Kind.CAUSE, Kind.FIX]


def test_a_page_that_tells_nobody_what_to_do_is_another(judge, tree):
    text = "# Release notes\n\n## 2.1\n\n- Added dark mode\n- New icons\n\n## 2.0\n\n- New design\n"
    sorts = judge.judge(tree(text))[1]
    assert max(sorts, key=sorts.get) is Sort.OTHER


@pytest.mark.parametrize(
    ("entries", "are_steps"),
    [
        (["Open the settings.", "Tap Reset.", "Restart the phone."], True),
        (["The cable was broken", "The server is down", "An old version"], False),
    ],
)
def test_entries_that_tell_what_to_do_are_steps(judge, entries, are_steps):
    assert judge.are_steps(entries) is are_steps


@pytest.mark.parametrize("content", [None, b"no arrays"])
def test_data_that_is_missing_or_damaged_is_told_with_what_to_do(tmp_path, content):
    path = tmp_path / "sections.npz"
    if content:
        path.write_bytes(content)
    with pytest.raises(ArticleError, match="take it from git again") as refused:
        Judge(path, lambda text: np.zeros(1, dtype=np.float32))
    assert refused.value.code == "import_data"


def test_what_is_learned_tells_the_rows_that_it_learned_from_and_shares_are_of_one():
    rows = np.eye(4, dtype=np.float32)
    labels = np.array(["a", "b", "a", "c"])
    shares = shares_of(rows @ solve(rows, labels, ["a", "b", "c"], 0.1))
    assert ["abc"[place] for place in shares.argmax(axis=1)] == list(labels)
    assert shares.sum(axis=1) == pytest.approx(np.ones(4), abs=1e-5)


def test_sections_that_are_made_alike_on_a_page_are_the_same(tree, judge):
    text = "# Bread\n\n" + "".join(
        f"## {what}\n\n### What to do now\n\n{way}\n\n### Next time\n\nBake it longer.\n\n"
        for what, way in (("It is pale", "Put it back."), ("It burst", "Call it character."), ("It is flat", "Eat it."))
    )
    judged, _ = judge.judge(tree(text))
    kinds = {}
    for one in judged[1:]:
        kinds.setdefault(one.seen.section.title if one.seen.above[1:] else "", set()).add(one.kind)
    assert all(len(found) == 1 for found in kinds.values()), kinds
