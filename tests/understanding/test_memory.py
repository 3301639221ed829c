import platform

import psutil
import pytest

from unstuck.understanding import memory


@pytest.mark.skipif(platform.libc_ver()[0] != "glibc", reason="another C library keeps what was freed")
def test_what_was_freed_is_given_back():
    pieces = [bytearray(2_000) for _ in range(50_000)]
    kept = pieces[-1]  # behind the others, so that they do not go back by themselves
    del pieces
    before = psutil.Process().memory_info().rss
    memory.give_back()
    assert before - psutil.Process().memory_info().rss > 50_000_000
    assert len(kept) == 2_000
