"""TIFF's tags, and whether its pixels are there."""

import struct

import pytest

from tests.pictures import saved, scene
from unstuck.photo import tiff


@pytest.fixture(scope="module")
def whole():
    return saved(scene(64, 48), "TIFF")


def test_the_tags_are_those_of_the_picture(whole):
    tags = tiff.tags(whole)
    assert (tags[256][0], tags[257][0]) == (64, 48)
    assert tiff.is_sound(whole)


def test_where_pixels_lie_behind_the_end_it_is_not_sound(whole):
    (length,) = tiff.tags(whole)[279]
    assert not tiff.is_sound(whole.replace(struct.pack("<I", length), struct.pack("<I", length + len(whole))))


@pytest.mark.parametrize("data", [b"", b"II*\0", b"II*\0\xff\xff\xff\xff", b"no tiff at all"])
def test_what_is_damaged_or_no_tiff_has_no_tags_and_is_not_sound(data):
    assert tiff.tags(data) == {}
    assert not tiff.is_sound(data)


def test_of_what_is_cut_off_the_tags_are_read_that_are_there(whole):
    for end in range(0, len(whole), 97):
        assert set(tiff.tags(whole[:end])) <= set(tiff.tags(whole))
