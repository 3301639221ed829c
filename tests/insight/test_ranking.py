"""The learned order of fixes: the article's until enough people show otherwise; the same outcomes, the same order."""

from hypothesis import given
from hypothesis import strategies as st

from tests.insight.conftest import tallies
from unstuck.guide.plan import plan
from unstuck.insight.ranking import learned, rank, rank_causes
from unstuck.storage.outcomes import Tally


def order(methods, *counts):
    return [one.method for one in rank(methods, [tally for count in counts for tally in tallies(*count)])]


def test_without_outcomes_the_article_s_order_stands():
    assert order(["x", "y", "z"]) == ["x", "y", "z"]
    assert [round(one.prior, 2) for one in rank(["x", "y", "z"], [])] == [0.75, 0.5, 0.25]


def test_a_few_unlucky_people_do_not_turn_the_order_and_many_do():
    assert order(["x", "y"], ("x", 0, 10)) == ["x", "y"]
    assert order(["x", "y"], ("x", 0, 30)) == ["y", "x"]


def test_the_fix_that_helps_more_comes_first():
    assert order(["x", "y"], ("x", 20, 80), ("y", 60, 40)) == ["y", "x"]


def test_a_rank_says_how_it_came_about():
    (first, second) = rank(["x", "y"], [*tallies("x", 2, 3), *tallies("y", 19, 1)])
    assert (first.method, first.place, first.solved, first.tried) == ("y", 2, 19, 20)
    assert first.mean == (5 + 19) / (15 + 20)
    assert second.mean == (10 + 2) / (15 + 5)


def test_skipping_stopping_and_unknown_fixes_are_no_tries():
    extra = [Tally("a", "c", "x", "skipped", 99), Tally("a", "c", "x", "handed_off", 9), *tallies("gone", 50, 0)]
    assert rank(["x", "y"], extra) == rank(["x", "y"], [])


@given(st.lists(st.tuples(st.sampled_from("wxyz"), st.integers(0, 500), st.integers(0, 500))))
def test_whatever_happens_no_fix_is_lost_or_doubled_and_chances_are_chances(counts):
    ranked = rank("wxyz", [tally for count in counts for tally in tallies(*count)])
    assert sorted(one.method for one in ranked) == list("wxyz")
    assert all(0 < one.mean < 1 for one in ranked)
    assert [one.mean for one in ranked] == sorted((one.mean for one in ranked), reverse=True)


def test_in_an_article_that_opts_in_the_guide_plans_by_the_learned_order(opted_in, failures):
    cause, counts = failures
    article = learned(opted_in, counts).first
    assert plan(article, (cause.id,))[: len(cause.methods)] == article.cause(cause.id).methods
    assert article.cause(cause.id).methods[0] == cause.methods[-1]
    assert sorted(plan(article, (cause.id,))) == sorted(plan(opted_in.first, (cause.id,)))


def test_an_article_that_does_not_opt_in_stays_as_it_is_written(knowledge, failures):
    assert learned(knowledge, failures[1]).articles == knowledge.articles


def test_outcomes_of_another_article_do_not_count(article, failures):
    cause, counts = failures
    moved = [Tally("other", tally.cause, tally.method, tally.result, tally.count) for tally in counts]
    assert [one.tried for one in rank_causes(article, moved)[cause.id]] == [0] * len(cause.methods)
