"""A second product with branches and devices of its own: data alone, and settings that say where it is."""

import shutil

import pytest

from tests.guide.conftest import Talk
from tests.guide.saying import message, says
from unstuck import settings
from unstuck.articles.knowledge import Knowledge
from unstuck.guide.context import context_of
from unstuck.understanding.entities import EntityFinder
from unstuck.understanding.statements import Act


@pytest.fixture(scope="module")
def clock(root, tmp_path_factory):
    """The knowledge base of the other product, as the settings lead to it; and what finds its devices."""
    folder = tmp_path_factory.mktemp("clock")
    library = root / "tests" / "guide" / "library" / "weather_clock"
    shutil.copytree(root / "data" / "entities", folder / "entities")
    shutil.copy(library / "devices.yml", folder / "entities")
    with pytest.MonkeyPatch.context() as environment:
        environment.setenv("UNSTUCK_PATTERNS", str(folder / "entities"))
        environment.setenv("UNSTUCK_ARTICLES", str(shutil.copytree(library / "articles", folder / "articles")))
        chosen = settings.read()
        knowledge = Knowledge.load(chosen.articles)
        assert knowledge.devices.kinds
        yield knowledge, EntityFinder.load(chosen.patterns, knowledge.articles)


@pytest.fixture
def talk(clock):
    talk = Talk(clock[0])
    talk("weather_clock.unwound")
    return talk


def branch(talk, number):
    target = f"{talk.case.step}.{number}"
    return talk.typed(message("so it is", says(Act.RESULT, "take_branch", target=target)))


def test_its_devices_are_found_and_get_their_own_words(clock, talk):
    _, finder = clock
    for text, words in (("my clock a", "the dial"), ("a clock B", "the lever"), ("Clock C", "the lever")):
        named = [(one.name, one.value) for one in finder.find(text) if one.name in ("device", "device_model")]
        assert len(named) == 2
        other = Talk(clock[0])
        other("weather_clock.unwound", *named)
        other("next_step")
        assert words in other.said("step").values["body"]
    assert [one for one in finder.find("my iphone 15") if one.name == "device"] == []


def test_what_is_found_at_a_step_leads_where_the_article_says(talk):
    assert branch(talk, 0) == ["answer", "last_step"]
    assert talk.said("answer").values["body"] == "Then it goes without."
    assert "watchmaker" in talk.said("last_step").values["body"]


def test_a_fix_that_there_is_nothing_to_do_for_is_done_and_one_that_cannot_be_done_is_left(clock, talk):
    branch(talk, 1)
    assert (talk.case.tried, talk.case.skipped, talk.case.method) == (("wind",), (), "window")
    other = Talk(clock[0])
    other("weather_clock.unwound")
    branch(other, 2)
    assert (other.case.tried, other.case.skipped, other.case.method) == ((), ("wind",), "window")


def test_a_branch_is_known_up_to_its_step(clock, talk):
    context = context_of(clock[0], talk.case)
    assert [(one.target, one.says[0]) for one in context.branches] == [
        ("0.0", "there is no key"),
        ("0.1", "it is wound up already"),
        ("0.2", "it is glued shut"),
        ("3.0", "he has wound it"),
    ]
    talk("next_step")
    assert [one.target for one in context_of(clock[0], talk.case).branches] == ["3.0"]
    before = talk.case.step
    talk.typed(message("so it is", says(Act.RESULT, "take_branch", target="0.1")))
    assert (talk.case.step, talk.case.tried) == (before, ())


@pytest.mark.parametrize(
    ("model", "kind", "version", "asked"),
    [("Clock A", "dial", "4.2", False), ("Clock B", "lever", "4.2", True), ("Clock B", "lever", "7", False)],
)
def test_its_system_is_old_by_the_newest_of_its_own_models(talk, model, kind, version, asked):
    talk("inform_device", ("device", kind), ("device_model", model), ("os_version", version))
    talk("report_still_failing")
    said = talk("report_still_failing")
    assert ("ask_escalation" in said) is asked
