"""The gate on messages as people write them: training and tuning never see them, and no share may fall."""

from collections import Counter
from pathlib import Path

import pytest
from ruamel.yaml import YAML

from scripts.bench_talk import HELD_OUT, load, measures
from unstuck.understanding.context import Context
from unstuck.understanding.statements import UNDERSTOOD, Act, How

NOT_OURS = frozenset(["out_of_scope", "background"])
FLOORS = YAML(typ="safe").load(Path(__file__).with_name("floors.yml"))["heard"]


def heard_rightly(reader):
    """Of the troubles that were heard in whole messages, those that are described there."""
    score = Counter()
    for one in load(HELD_OUT / "statements.yml"):
        described = {
            said["intent"] for said in one["statements"] if said["act"] == "describes" and said.get("how") != How.DENIED
        }
        for said in reader.read(one["text"], Context(one.get("moment", ""))).statements:
            if said.act is Act.DESCRIBES and said.how is not How.DENIED:
                score["all"] += 1
                score["right"] += said.intent in described
    return score


def left_alone(reader):
    """Of what is none of the bot's business, what it does not act on."""
    score = Counter()
    for one in load(HELD_OUT / "near.yml"):
        if one["intent"] in NOT_OURS:
            reading = reader.read(one["text"], Context(one["moment"]))
            score["all"] += 1
            score["right"] += reading.intent in NOT_OURS or reading.confidence < UNDERSTOOD
    return score


@pytest.fixture(scope="module")
def figures(reader, knowledge):
    own = {
        "troubles heard, described": heard_rightly(reader),
        "none of its business, not acted on": left_alone(reader),
    }
    return measures(reader, knowledge) | own


def test_every_figure_has_a_floor(figures):
    assert set(figures) == set(FLOORS)


@pytest.mark.parametrize("name", FLOORS)
def test_no_figure_falls_below_its_floor(figures, name):
    right, every = figures[name]["right"], figures[name]["all"]
    print(f"\n{name}: {right} of {every}")
    assert right / every >= FLOORS[name], f"{right} of {every}"
