"""Kinds of pictures that few people send are read, or told for what they are."""

import struct
from io import BytesIO

import numpy as np
import pytest
from PIL import Image

from tests.photo.samples import codes, difference, field, finding, look, opened, repaired
from tests.pictures import saved, scene
from unstuck.photo.model import Kind


def tiff(values, large=False, order="<", compression=1, bits=None):
    """A TIFF of one strip; `large` is the form with 64-bit offsets."""
    height, width, channels = values.shape
    kind = {"u": 1, "f": 3}[values.dtype.kind]
    bits = bits or values.itemsize * 8
    word, list_at = ("Q", 16) if large else ("I", 8)
    tags = [(256, 4, 1, width), (257, 4, 1, height), (258, 3, channels, bits), (259, 3, 1, compression)]
    tags += [(262, 3, 1, 2 if channels > 1 else 1), (273, 4, 1, 1000), (277, 3, 1, channels), (278, 4, 1, height)]
    tags += [(279, 4, 1, values.nbytes), (339, 3, channels, kind)]
    table, lists = struct.pack(order + ("Q" if large else "H"), len(tags)), b""
    behind = list_at + len(table) + len(tags) * (20 if large else 12) + struct.calcsize(word)
    for tag, form, many, value in tags:
        content = struct.pack(f"{order}{many}{'H' if form == 3 else 'I'}", *[value] * many)
        if len(content) > struct.calcsize(word):
            content, lists = struct.pack(order + word, behind + len(lists)), lists + content
        table += struct.pack(f"{order}HH{word}", tag, form, many) + content.ljust(struct.calcsize(word), b"\0")
    mark = {"<": b"II", ">": b"MM"}[order]
    head = mark + (struct.pack(f"{order}HHHQ", 43, 8, 0, 16) if large else struct.pack(f"{order}HI", 42, 8))
    return (head + table + bytes(struct.calcsize(word)) + lists).ljust(1000, b"\0") + values.tobytes()


@pytest.mark.parametrize("order", ["<", ">"])
@pytest.mark.parametrize("large", [False, True])
def test_a_tiff_with_deep_colours_is_read_whatever_its_size_and_order(large, order):
    values = np.asarray(scene(300, 300)).astype(f"{order}u2") * 257
    data = tiff(values, large, order)
    assert (look(data).format, "unsupported_format" in codes(data)) == ("TIFF", True)
    assert difference(opened(repaired(data).data), scene(300, 300)) < 4


@pytest.mark.parametrize("channels", [1, 3])
def test_fractions_keep_their_brightness_where_a_few_exceed_white(channels):
    values = np.asarray(scene(300, 300))[..., :channels].astype("<f4") / 255
    shown = Image.fromarray(np.repeat(np.asarray(scene(300, 300))[..., :channels], 3 // channels, axis=-1))
    values[:2, :50] = 5.25
    data = tiff(values)
    assert "blank" not in codes(data)
    assert difference(opened(repaired(data).data), shown) < 5


def test_a_tiff_packed_in_a_way_that_nobody_knows_is_not_called_black():
    data = tiff(np.asarray(scene(300, 300)), compression=50013)
    assert finding(data, "unsupported_format").variant == "unread"
    assert not {"blank", "corrupt", "truncated"} & set(codes(data))


def test_a_palette_of_eight_bits_where_sixteen_belong_is_not_called_black():
    image = scene(300, 300).convert("P", palette=Image.Palette.ADAPTIVE)
    data = bytearray(saved(image, "TIFF"))
    with Image.open(BytesIO(bytes(data))) as opened_again:
        colours = struct.pack("<768H", *opened_again.tag_v2[320])
    place = data.index(colours)
    data[place : place + len(colours)] = struct.pack("<768H", *(one >> 8 for one in struct.unpack("<768H", colours)))
    assert "blank" not in codes(bytes(data))
    assert difference(opened(repaired(bytes(data)).data), scene(300, 300)) < 12


def test_a_fourth_byte_that_is_not_in_use_hides_nothing():
    image = scene(300, 300).convert("RGBA")
    image.putalpha(0)
    assert codes(saved(image, "TGA")) == ["unsupported_format"]
    assert difference(opened(repaired(saved(image, "TGA")).data), scene(300, 300)) < 4
    assert finding(saved(image, "PNG"), "blank").variant == "clear"


def layers(together, pixels):
    """A Photoshop file of 300 x 300 that says whether it holds all layers together, and what it shows for that."""
    version = b"8BIM" + struct.pack(">HHI", 1057, 0, 6) + struct.pack(">IBB", 1, together, 0)
    head = b"8BPS\0\1" + bytes(6) + struct.pack(">HIIHH", 3, 300, 300, 8, 3)
    return head + bytes(4) + struct.pack(">I", len(version)) + version + bytes(6) + pixels


def test_a_photoshop_file_without_its_layers_together_is_not_called_white():
    white, grey = (bytes((value,)) * 3 * 300 * 300 for value in (255, 90))
    assert finding(layers(0, white), "unsupported_format").variant == "unread"
    assert "blank" not in codes(layers(0, white))
    assert finding(layers(1, white), "blank").variant == "white"
    assert codes(layers(0, grey)) == ["unsupported_format"]


def test_a_raw_file_of_a_new_canon_is_a_picture_not_a_film():
    report = look(b"\0\0\0\x18ftypcrx \0\0\0\1crx isom" + bytes(3000))
    assert (report.kind, report.format) == (Kind.UNREADABLE, "CR3")
    assert report.findings[0].code == "unsupported_format"


def test_a_png_of_an_ios_app_is_told_and_repaired():
    data = field("own_cgbi.png")
    assert finding(data, "unsupported_format").values["format"] == "CgBI PNG"
    assert "blank" not in codes(data)
    assert np.asarray(opened(repaired(data).data)).std() > 20
