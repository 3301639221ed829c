"""The order of fixes: those for the causes first, then the rest, none twice and none dropped."""

from hypothesis import given
from hypothesis import strategies as st

from tests.guide.test_any_talk import KNOWLEDGE
from unstuck.guide.case import Case
from unstuck.guide.plan import next_method, plan

ARTICLE = KNOWLEDGE.first
METHODS = tuple(method.id for method in ARTICLE.methods)
CAUSES = st.lists(st.sampled_from([cause.id for cause in ARTICLE.causes]), unique=True, max_size=3).map(tuple)
SOME = st.lists(st.sampled_from(METHODS), unique=True).map(tuple)


@given(CAUSES, SOME)
def test_every_fix_is_in_the_plan_once_whatever_comes_first(causes, first):
    order = plan(ARTICLE, causes, first)
    assert sorted(order) == sorted(METHODS)
    assert order[: len(first)] == first


@given(CAUSES)
def test_the_likeliest_cause_decides_what_is_tried_first(causes):
    first = ARTICLE.cause(causes[0]).methods if causes else METHODS
    assert plan(ARTICLE, causes)[: len(first)] == tuple(first)


@given(SOME, SOME)
def test_the_next_fix_is_the_first_that_was_neither_tried_nor_skipped(tried, skipped):
    left = [method for method in METHODS if method not in {*tried, *skipped}]
    assert next_method(Case(plan=METHODS, tried=tried, skipped=skipped)) == next(iter(left), None)
