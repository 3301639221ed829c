"""HEIC and AVIF of which the decoder conceals that something is missing."""

import numpy as np
import pillow_heif
import pytest

from tests.photo.samples import codes, finding, heic, look, opened, repaired
from tests.pictures import saved, scene
from unstuck.photo import heif_damage
from unstuck.photo.boxes import read_boxes
from unstuck.photo.model import Kind, Severity


@pytest.fixture
def tiled(monkeypatch):
    """A HEIC as phones write it: in tiles, with a small copy."""
    monkeypatch.setattr(pillow_heif.options, "GRID_TILE_SIZE", 512)
    return heic(scene(1600, 1200))


def test_a_cut_heic_is_not_fine_and_its_whole_tiles_are_rescued(tiled):
    cut = tiled[: len(tiled) * 9 // 10]
    said = finding(cut, "truncated")
    assert (said.severity, said.variant, said.values["percent"]) == (Severity.BLOCKS, "partly", 66)
    assert repaired(cut).warnings == ("rescued",)
    last_row = np.asarray(opened(repaired(cut).data))[-1].astype(int)
    assert np.abs(last_row - (0, 136, 0)).mean() > 20  # the decoder's green for what is missing
    assert look(tiled[: len(tiled) // 4]).kind is Kind.UNREADABLE


def test_a_cut_heic_whose_pixels_go_on_to_the_end_of_the_file_is_not_fine(tiled):
    """Its last box does not say where it ends."""
    pixels = tiled.rindex(b"mdat") - 4
    endless = tiled[:pixels] + bytes(4) + tiled[pixels + 4 :]
    assert codes(endless) == codes(tiled)
    assert finding(endless[: len(tiled) * 9 // 10], "truncated").variant == "partly"


def test_a_heic_with_lost_tiles_is_not_fine(tiled):
    middle = len(tiled) // 2
    broken = tiled[:middle] + tiled[middle + 3000 :] + bytes(3000)
    said = finding(broken, "corrupt")
    assert (said.severity, said.variant) == (Severity.WARNS, "painted")


@pytest.mark.parametrize("number", [0, 5, 11])
def test_an_empty_tile_is_found_wherever_it_is(tiled, number):
    """Of 4 x 3 tiles of 512 pixels, the last of each row and column cut off."""
    boxes = read_boxes(tiled)
    assert (len(boxes.tiles), boxes.columns) == (12, 4)
    boxes.turned = False
    row, column = divmod(number, 4)
    shown = scene(1600, 1200).copy()
    assert not heif_damage.looks_scrambled(shown, boxes, tiled)
    shown.paste((12, 12, 12), (512 * column, 512 * row, 512 * column + 512, 512 * row + 512))
    assert heif_damage.looks_scrambled(shown, boxes, tiled)


def test_a_heic_that_differs_from_its_small_copy_is_not_fine():
    data = bytearray(heic(scene(1600, 1200), thumbnails=[320]))
    assert codes(bytes(data)) == ["heic", "not_square"]
    for place in range(len(data) // 4, len(data) * 3 // 4, 601):
        data[place] ^= 0x55
    assert "corrupt" in codes(bytes(data))


@pytest.mark.parametrize("share", [0.3, 0.6, 0.95])
def test_a_cut_avif_is_not_fine(share):
    data = saved(scene(900, 900), "AVIF", speed=10)
    assert {"truncated", "corrupt"} & set(codes(data[: int(len(data) * share)]))
