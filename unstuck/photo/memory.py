"""A decoder that got no memory: told by its error, whatever its kind."""

# How decoders say that they got none.
_NO_MEMORY = (
    "out of memory",
    "insufficient memory",
    "memory alloc",
    "bad alloc",
    "bad_alloc",
    "cannot alloc",
    "new thread",
)


def is_want_of_memory(error: Exception) -> bool:
    """Whether an error says that there was not enough memory."""
    return isinstance(error, MemoryError) or any(word in str(error).lower() for word in _NO_MEMORY)


def refuse_want_of_memory(error: Exception) -> None:
    """Raise MemoryError if the error says that there was not enough memory."""
    if is_want_of_memory(error):
        raise MemoryError from error
