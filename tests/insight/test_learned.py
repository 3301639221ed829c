"""The order that outcomes teach is looked up now and then, and kept when that fails."""

from tests.clock import Clock
from unstuck.errors import StoreError
from unstuck.insight.learned import LOOK_AGAIN_SECONDS, LearnedKnowledge


class Shelf:
    """Outcomes that count how often they are read, and may fail."""

    def __init__(self, tallies):
        self.tallies, self.read, self.broken = tallies, 0, False

    def tally(self):
        self.read += 1
        if self.broken:
            raise StoreError("store_unreachable", "x")
        return self.tallies


def test_the_order_is_looked_up_now_and_then_and_kept_when_the_database_fails(opted_in, failures):
    cause, counts = failures
    clock, shelf = Clock(0.0), Shelf(counts)
    known = LearnedKnowledge(lambda: opted_in, shelf, clock)
    turned = known.now()
    assert turned.first.cause(cause.id).methods[0] == cause.methods[-1]
    assert known.now() is turned
    assert shelf.read == 1
    clock.time, shelf.broken = LOOK_AGAIN_SECONDS, True
    assert known.now() is turned
    assert shelf.read == 2


def test_where_no_article_opts_in_nothing_is_looked_up(knowledge):
    shelf = Shelf([])
    assert LearnedKnowledge(lambda: knowledge, shelf).now() is knowledge
    assert shelf.read == 0
