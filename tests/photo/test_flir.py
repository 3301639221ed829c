"""The place that thermal cameras note."""

import struct

import pytest

from tests.photo.samples import codes, look, repaired
from tests.pictures import saved, scene
from unstuck.photo.model import Kind


def thermal(known: int, order: str, blocks: int = 3) -> bytes:
    """A JPEG with a thermal camera's records, in several blocks; the second of them is the place."""
    entries = b"".join(
        struct.pack(f"{order}HHIIII12x", kind, 1, 100, 1, place, 48) for kind, place in ((0x20, 128), (0x2B, 176))
    )
    head = b"FFF\0".ljust(20, b"\0") + struct.pack(f"{order}III", 101, 64, 2)
    records = head.ljust(64, b"\0") + entries + bytes(48) + struct.pack("<I12xdd12x", known, 47.6, -122.3)
    size = -(-len(records) // blocks)
    cut = (records[start : start + size] for start in range(0, len(records), size))
    contents = [b"FLIR\0\1" + bytes((number, blocks - 1)) + part for number, part in enumerate(cut)]
    data = saved(scene(400, 400), "JPEG")
    return data[:2] + b"".join(b"\xff\xe1" + struct.pack(">H", len(one) + 2) + one for one in contents) + data[2:]


@pytest.mark.parametrize("order", ["<", ">"])
def test_a_place_is_found_in_the_records_of_a_thermal_camera(order):
    assert "has_location" in codes(thermal(1, order))
    assert "has_location" not in codes(thermal(0, order))
    assert "has_location" not in codes(repaired(thermal(1, order)).data)


def test_damaged_records_of_a_thermal_camera_count_as_none():
    data = thermal(1, "<", blocks=1)
    records = data.index(b"FFF\0")
    for place in range(records, records + 160, 3):
        assert look(data[:place] + b"\xff\xff\xff\xff" + data[place + 4 :]).kind is Kind.PHOTO
