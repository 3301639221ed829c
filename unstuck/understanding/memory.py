"""The memory that loading took for a moment."""

import ctypes
from contextlib import suppress


def give_back() -> None:
    """Give the system what was freed: the C library keeps it for more of the same, which comes no more.

    After a model is loaded that is a sixth of the process. A C library that cannot do it keeps it.
    """
    with suppress(AttributeError):
        ctypes.CDLL(None).malloc_trim(0)
