import numpy as np

from unstuck.understanding.sampling import Judged, sample_of


def test_few_are_all_judged_and_of_many_the_same_share_of_each_intent():
    owner = np.repeat([0, 1, 2], [600, 300, 3])
    random = np.random.default_rng(1)
    assert list(sample_of(owner, Judged(1_000, 10), random)) == list(range(903))
    counts = np.bincount(owner[sample_of(owner, Judged(100, 90), random)])
    assert list(counts) == [59, 29, 2]
