"""TIFF: its tags, in both sizes and both orders of bytes, and whether its pixels are all there."""

import struct

_STARTS = {b"II*\0": ("<", False), b"MM\0*": (">", False), b"II+\0": ("<", True), b"MM\0+": (">", True)}
STARTS = tuple(_STARTS)
# Types of values that are read: bytes, text, and whole numbers.
_TYPES = {1: "B", 2: "s", 3: "H", 4: "I", 7: "s", 16: "Q"}
# A directory has fewer entries, and a list fewer values.
_MOST_ENTRIES, _MOST_VALUES = 4096, 1_000_000
_STRIPS, _TILES = (273, 279), (324, 325)


def tags(data: bytes) -> dict[int, bytes | tuple[int, ...]]:
    """The first picture's tags; those that can be read, where it is damaged; none where it is no TIFF."""
    found: dict[int, bytes | tuple[int, ...]] = {}
    order, large = _STARTS.get(data[:4], ("", False))
    if not order:
        return found
    offset, count, size, inline = ("Q", "Q", 20, 8) if large else ("I", "H", 12, 4)
    try:
        (start,) = struct.unpack_from(order + offset, data, 8 if large else 4)
        (entries,) = struct.unpack_from(order + count, data, start)
        first = start + struct.calcsize(count)
        for entry in range(first, first + min(entries, _MOST_ENTRIES) * size, size):
            tag, kind, many = struct.unpack_from(f"{order}HH{offset}", data, entry)
            if kind not in _TYPES or many > _MOST_VALUES:
                continue
            form = f"{order}{many}{_TYPES[kind]}"
            place = entry + size - inline
            if struct.calcsize(form) > inline:
                (place,) = struct.unpack_from(order + offset, data, place)
            values = struct.unpack_from(form, data, place)
            found[tag] = values[0] if _TYPES[kind] == "s" else values
    except struct.error:
        pass
    return found


def is_sound(data: bytes) -> bool:
    """Whether all pixels lie within the file."""
    known = tags(data)
    for offsets, counts in (_STRIPS, _TILES):
        places, lengths = known.get(offsets, ()), known.get(counts, ())
        if places and len(places) == len(lengths):
            return all(place + length <= len(data) for place, length in zip(places, lengths, strict=True))
    return False
