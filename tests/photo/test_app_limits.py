"""The limits of a picture are those that its article states."""

from dataclasses import fields

from tests.photo.samples import LIMITS
from unstuck.photo.app_limits import Limits


def test_each_limit_is_the_article_s_of_that_name():
    limits = Limits.of(LIMITS)
    assert {one.name: getattr(limits, one.name) for one in fields(Limits)} == {
        one.name: getattr(LIMITS, one.name) for one in fields(Limits)
    }
