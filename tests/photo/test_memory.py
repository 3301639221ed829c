"""A decoder that got no memory says so in many ways."""

import pytest

from unstuck.photo.memory import is_want_of_memory, refuse_want_of_memory


@pytest.mark.parametrize(
    "error",
    [
        MemoryError(),
        OSError("Insufficient memory (case 4)"),
        ValueError("Out of memory"),
        RuntimeError("can't start new thread"),
    ],
)
def test_it_is_told_by_the_error_s_kind_or_words(error):
    assert is_want_of_memory(error)
    with pytest.raises(MemoryError):
        refuse_want_of_memory(error)


def test_other_errors_are_left_alone():
    assert not is_want_of_memory(OSError("broken data stream"))
    refuse_want_of_memory(OSError("broken data stream"))
