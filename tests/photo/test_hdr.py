"""HDR pictures are told, and shown on an ordinary screen."""

import struct

import pytest
from PIL import Image

from tests.photo.samples import finding, png_chunk
from tests.pictures import saved
from unstuck.photo.decode import decode


def hdr(transfer, grey):
    """An AVIF that says that its brightness is coded by this function (ITU-T H.273), with BT.2020's primaries."""
    data = saved(Image.new("RGB", (300, 300), (grey, grey, grey)), "AVIF", speed=10)
    place = data.index(b"nclx") + 4
    return data[:place] + struct.pack(">HH", 9, transfer) + data[place + 4 :]


def hdr_png(transfer, grey):
    """A PNG that says by cICP how it is coded: with the primaries of BT.2020."""
    data = saved(Image.new("RGB", (300, 300), (grey,) * 3), "PNG")
    start = data.index(b"IDAT") - 4
    return data[:start] + png_chunk(b"cICP", bytes((9, transfer, 0, 1))) + data[start:]


@pytest.mark.parametrize("made", [hdr, hdr_png])
@pytest.mark.parametrize(("transfer", "name", "share"), [(16, "HDR (PQ)", 0.58), (18, "HDR (HLG)", 0.75)])
def test_hdr_is_told_and_brought_to_an_ordinary_screen(made, transfer, name, share):
    """58 % in PQ and 75 % in HLG are the white of an ordinary picture (ITU-R BT.2408); it stays nearly white."""
    data = made(transfer, round(share * 255))
    assert finding(data, "unusual_colour").values == {"colour": name}
    _, copy = decode(data, 1024, 10**8)
    assert 232 <= copy.getpixel((150, 150))[1] <= 250
