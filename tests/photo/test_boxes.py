"""What the boxes of a HEIC or AVIF say of its picture, and of what is cut off."""

import struct
from io import BytesIO
from itertools import pairwise

import pillow_heif
import pytest
from hypothesis import given
from hypothesis import strategies as st
from PIL import Image

from tests.photo.samples import difference, exif, heic, look
from tests.pictures import saved, scene
from unstuck.photo.boxes import read_boxes
from unstuck.photo.decode import decode


@pytest.fixture(scope="module")
def tiled():
    """A HEIC of 3 x 2 tiles, as phones write them."""
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(pillow_heif.options, "GRID_TILE_SIZE", 128)
        return heic(scene(300, 200))


def box(name, content):
    return struct.pack(">I", 8 + len(content)) + name + content


def uncompressed_heif():
    """The boxes of a HEIF whose picture is not compressed (ISO/IEC 23001-17)."""
    head = box(b"ftyp", b"mif1\0\0\0\0mif1unci")
    item = box(b"infe", b"\2\0\0\0\0\1\0\0unci\0")
    place = b"\0\0\0\0\x44\0\0\1\0\1\0\0\0\1" + struct.pack(">II", 400, 300)
    meta = b"\0\0\0\0" + box(b"pitm", b"\0\0\0\0\0\1") + box(b"iinf", b"\0\0\0\0\0\1" + item) + box(b"iloc", place)
    return (head + box(b"meta", meta)).ljust(392, b"\0")[:392] + box(b"mdat", bytes(300))


def test_a_picture_is_known_by_how_it_is_coded():
    assert (read_boxes(heic(scene(80, 80))).kind, read_boxes(saved(scene(80, 80), "AVIF")).kind) == (b"hvc1", b"av01")
    assert read_boxes(heic(scene(80, 80))).readable
    assert read_boxes(uncompressed_heif()).kind == b"unci"
    assert not read_boxes(uncompressed_heif()).readable


def test_the_tiles_of_a_phone_s_picture_are_counted_by_rows(tiled):
    boxes = read_boxes(tiled)
    assert (len(boxes.tiles), boxes.columns) == (6, 3)
    stretches = sorted(stretch for tile in boxes.tiles for stretch in tile)
    assert all(start + length <= after for (start, length), (after, _) in pairwise(stretches))
    assert boxes.end == max(start + length for start, length in stretches) == len(tiled)


def test_of_a_cut_file_only_whole_rows_of_tiles_count(tiled):
    boxes = read_boxes(tiled)
    assert (boxes.whole(len(tiled)), boxes.share(len(tiled))) == (True, 1.0)
    first_row = max(start + length for tile in boxes.tiles[:3] for start, length in tile)
    assert (boxes.whole(len(tiled) - 1), boxes.share(first_row)) == (False, 0.5)
    assert boxes.share(first_row - 1) == 0


def test_how_a_picture_is_turned_is_read_from_the_file_itself():
    boxes = read_boxes(heic(scene(80, 80), exif=exif(6).tobytes()))
    assert (boxes.turned, boxes.quarters, boxes.mirrored) == (True, 3, False)
    assert not read_boxes(heic(scene(80, 80))).turned


@pytest.mark.parametrize("cut", [40, 200, 400])
def test_a_file_that_ends_within_its_boxes_is_not_whole(tiled, cut):
    assert not read_boxes(tiled[:cut]).whole(cut)


def test_stretches_without_number_cost_nothing():
    """A list that says of each item that it has 65,535 parts, and takes no byte for any of them."""
    items = b"".join(struct.pack(">HHH", number, 0, 65_535) for number in range(2000))
    places = b"\0\0\0\0" + struct.pack(">HH", 0, 2000) + items
    data = box(b"ftyp", b"heic\0\0\0\0") + box(b"meta", b"\0\0\0\0" + box(b"iloc", places))
    assert read_boxes(data).end == 0


@given(st.binary(max_size=300))
def test_any_bytes_are_read_without_an_error(content):
    boxes = read_boxes(box(b"ftyp", b"heic\0\0\0\0") + box(b"meta", b"\0\0\0\0" + content))
    assert 0 <= boxes.share(len(content)) <= 1


def without_its_turn(data, brand):
    """A HEIC that only EXIF turns: its own note to turn is made a box that nobody knows."""
    assert data.count(b"irot") == 1
    return data.replace(b"irot", b"free").replace(b"miaf", brand)


def test_a_heic_turned_by_exif_alone_stands_as_on_a_mac():
    """macOS obeys EXIF where the file neither turns itself nor calls itself `miaf`."""
    stored = scene(300, 200).transpose(Image.Transpose.ROTATE_90)
    data = heic(stored, exif=exif(6).tobytes())
    facts, copy = decode(without_its_turn(data, b"mif1"), 1024, 10**8)
    assert (facts.width, facts.height) == copy.size == (300, 200)
    assert facts.metadata.rotated
    assert difference(copy, scene(300, 200)) < 5
    assert decode(without_its_turn(data, b"miaf"), 1024, 10**8)[1].size == (200, 300)


def test_of_several_pictures_in_a_heic_file_the_main_one_counts():
    file = pillow_heif.from_pillow(scene(600, 400))
    file.add_from_pillow(scene(300, 300))
    buffer = BytesIO()
    file.save(buffer, primary_index=1)
    report = look(buffer.getvalue())
    assert (report.width, report.height) == (300, 300)
    assert [finding.code for finding in report.findings] == ["heic"]
