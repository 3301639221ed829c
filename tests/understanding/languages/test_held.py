"""The gate on other languages: lists that training and tuning never see, and no figure of a language may fall."""

from pathlib import Path

import pytest
from ruamel.yaml import YAML

from scripts.bench_languages import LISTS, judge, shares
from unstuck.understanding.languages.language import beside_english

FLOORS = YAML(typ="safe").load(Path(__file__).with_name("floors.yml"))
MOST_WRONG = "wrong first moves"  # of which a floor is the most there may be


def test_every_language_is_judged(languages):
    assert set(FLOORS) == {path.stem for path in LISTS.glob("*.yml")} == set(beside_english(languages))


@pytest.mark.parametrize("code", FLOORS)
def test_no_figure_of_a_language_falls_below_its_floor(every_language, knowledge, code):
    found, floors = shares(judge(every_language, knowledge, LISTS / f"{code}.yml")), FLOORS[code]
    print(f"\n{code}: {found}")
    assert found[MOST_WRONG] <= floors[MOST_WRONG]
    assert {name: share for name, share in found.items() if name != MOST_WRONG and share < floors[name]} == {}
