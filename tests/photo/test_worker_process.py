"""How much a worker may take."""

import pytest

from unstuck.photo.worker_process import memory_for_each

MB = 1_000_000


@pytest.fixture
def container(tmp_path):
    def says(text):
        path = tmp_path / "memory.max"
        path.write_text(text)
        return path

    return says


def test_workers_share_three_quarters_of_a_small_container(container):
    assert memory_for_each(1500 * MB, 4, (container(f"{1000 * MB}\n"),)) == 750 * MB // 4


def test_a_large_container_or_none_leaves_what_was_set(container, tmp_path):
    for limits in ((container(f"{64_000 * MB}"),), (container("max"),), (tmp_path / "none",), ()):
        assert memory_for_each(1500 * MB, 4, limits) == 1500 * MB


def test_the_first_kind_of_container_that_says_a_number_counts(container, tmp_path):
    assert memory_for_each(1500 * MB, 1, (tmp_path / "none", container(f"{400 * MB}"))) == 300 * MB
