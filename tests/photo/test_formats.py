"""Every kind of file gets the right name, size and picture, whatever its name says."""

import struct

import pytest

from tests.photo.samples import codes, difference, field, heic, look, opened, repaired
from tests.pictures import saved, scene
from unstuck.photo.model import Kind, Severity


def test_a_heic_file_is_told_apart_from_other_unsuitable_formats():
    report = look(heic(scene(600, 400)))
    assert (report.format, report.width, report.height) == ("HEIC", 600, 400)
    assert [finding.code for finding in report.findings] == ["heic", "not_square"]
    assert report.findings[0].severity is Severity.BLOCKS


@pytest.mark.parametrize("format", ["WEBP", "GIF", "TIFF", "BMP", "AVIF", "JPEG2000", "JXL"])
def test_other_pictures_are_named_and_repaired(format):
    data = saved(scene(400, 400), format)
    assert (look(data).kind, look(data).format) == (Kind.PHOTO, format)
    assert codes(data) == ["unsupported_format"]
    result = repaired(data)
    assert result.report.findings == ()
    assert difference(opened(result.data), scene(400, 400)) < 20  # GIF has 256 colours


def test_a_jpeg_with_more_pictures_behind_it_is_a_jpeg():
    data = saved(scene(400, 400), "MPO", save_all=True, append_images=[scene(400, 400)])
    assert look(data).format == "JPEG"
    assert codes(data) == []


def photoshop(width, height):
    head = b"8BPS\0\1" + bytes(6) + struct.pack(">HIIHH", 3, height, width, 8, 3)
    return head + bytes(12) + struct.pack(">H", 0) + b"\x80" * (3 * width * height)


def raw_of_a_camera():
    from PIL.TiffImagePlugin import ImageFileDirectory_v2

    tags = ImageFileDirectory_v2()
    tags[50706] = b"\1\4\0\0"
    return saved(scene(300, 300), "TIFF", tiffinfo=tags)


def test_documents_of_image_editors_and_raw_files_are_named():
    assert (look(photoshop(300, 300)).format, look(raw_of_a_camera()).format) == ("PSD", "DNG")


@pytest.mark.parametrize(
    ("name", "data"),
    [
        ("PDF", saved(scene(50, 50), "PDF")),
        ("MP4", b"\0\0\0\x20ftypisom\0\0\2\0isomiso2avc1mp41" + bytes(2000)),
        ("MOV", b"\0\0\0\x14ftypqt  \0\0\0\0qt  " + bytes(2000)),
        ("ZIP", b"PK\3\4" + bytes(200)),
        ("HTML", b"\n <!DOCTYPE html><html><body>404</body></html>"),
        ("SVG", b"<?xml version='1.0'?><svg xmlns='http://www.w3.org/2000/svg'></svg>"),
        ("SVG", b"<?xml version='1.0'?><ns0:svg xmlns:ns0='http://www.w3.org/2000/svg'></ns0:svg>"),
        ("TEXT", b"not a photo, just words\n" * 400),
        ("TEXT", "nur Wörter".encode("utf-16")),
    ],
)
def test_what_is_no_picture_is_named(name, data):
    report = look(data)
    assert (report.kind, report.format, report.repairable) == (Kind.NOT_AN_IMAGE, name, False)
    assert [finding.code for finding in report.findings] == ["unsupported_format"]


def test_text_that_is_cut_within_a_character_is_text():
    data = ("x" * 4095 + "é").encode()
    assert look(data).kind is Kind.NOT_AN_IMAGE


def twelve_bit():
    """A JPEG that says that its samples have 12 bits; the coded pixels do not matter."""
    data = bytearray(saved(scene(300, 300), "JPEG"))
    data[data.index(b"\xff\xc0") + 1 : data.index(b"\xff\xc0") + 2] = b"\xc1"
    data[data.index(b"\xff\xc1") + 4] = 12
    return bytes(data)


def lossless():
    """A JPEG that says that it was coded without loss; its pixels would have to be read anew to tell."""
    return saved(scene(300, 300), "JPEG").replace(b"\xff\xc0", b"\xff\xc3", 1)


@pytest.mark.parametrize(
    ("name", "data"),
    [
        ("JPEG", twelve_bit()),
        ("JPEG", lossless()),
        (
            "BMP",
            b"BM"
            + struct.pack("<IHHI", 1066, 0, 0, 66)
            + struct.pack("<IiiHHII", 40, 16, 16, 1, 32, 11, 0)
            + bytes(1032),
        ),
        ("PCX", b"\n\5\1\2" + struct.pack("<4H", 0, 0, 319, 199) + bytes(53) + b"\1\x50\0" + bytes(3000)),
        ("PSD", b"8BPS\0\2" + bytes(6) + struct.pack(">HIIHH", 3, 8, 8, 8, 3) + bytes(300)),
    ],
)
def test_a_sound_file_of_a_rare_kind_is_not_called_damaged(name, data):
    report = look(data)
    assert (report.format, report.repairable) == (name, False)
    said = next(finding for finding in report.findings if finding.code == "unsupported_format")
    assert said.variant == "unread"
    assert not {"corrupt", "truncated"} & {finding.code for finding in report.findings}


@pytest.mark.parametrize("format", ["ICO", "TGA", "PCX", "PPM", "QOI"])
def test_rare_kinds_that_can_be_read_are_repaired(format):
    options = {"sizes": [(256, 256)]} if format == "ICO" else {}
    data = saved(scene(256, 256), format, **options)
    assert codes(data) == ["unsupported_format"]
    assert difference(opened(repaired(data).data), scene(256, 256)) < 4
    assert look(field("own_icon.ico")).repairable
