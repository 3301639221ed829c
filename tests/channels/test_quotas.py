"""Quotas: used up, and back with time."""

from channels.quotas import Quota
from tests.clock import Clock


def test_a_quota_is_used_up_and_comes_back_with_time():
    clock = Clock(1000.0)
    quota = Quota(2, 60, clock)
    assert [quota.take("a"), quota.take("a"), quota.take("a"), quota.take("b")] == [True, True, False, True]
    clock.pass_by(seconds=30)
    assert [quota.take("a"), quota.take("a")] == [True, False]


def test_a_quota_forgets_who_has_not_used_it():
    clock = Clock(1000.0)
    quota = Quota(1, 60, clock)
    for number in range(10_000):
        quota.take(str(number))
    clock.pass_by(seconds=60)
    assert quota.take("new")
    assert len(quota._left) == 1
