"""Every kind of file gets the right name, size and picture, whatever its name says."""

import struct
from io import BytesIO

import numpy as np
import pillow_heif
import pytest
from PIL import Image, ImageCms, ImageOps
from PIL.PngImagePlugin import PngInfo

from tests.photo.samples import (
    DISPLAY_P3,
    MOST_PIXELS,
    SRGB_LIKE,
    codes,
    exif,
    finding,
    heic,
    look,
    moving,
    opened,
    repaired,
)
from tests.pictures import saved, scene
from unstuck.photo.decode import decode
from unstuck.photo.model import Kind, Severity


def difference(one, other):
    """Mean difference of two pictures, of 255."""
    assert one.size == other.size
    return np.abs(np.asarray(one.convert("RGB")).astype(int) - np.asarray(other.convert("RGB"))).mean()


def middle(image):
    return ImageOps.fit(image, (min(image.size), min(image.size)))


@pytest.mark.parametrize("format", ["JPEG", "PNG"])
def test_a_square_picture_in_a_wanted_format_has_no_findings(format):
    report = look(saved(scene(800, 800), format))
    assert (report.kind, report.format, report.width, report.height) == (Kind.PHOTO, format, 800, 800)
    assert report.findings == ()
    assert report.repairable


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


@pytest.mark.parametrize(
    "data",
    [b"", bytes(5000), np.random.default_rng(1).bytes(5000), b"\xff\xd8\xff", b"\x89PNG"],
    ids=["nothing", "zeros", "chance", "start of a JPEG", "start of a PNG"],
)
def test_bytes_that_are_nothing_are_unreadable(data):
    report = look(data)
    assert (report.kind, report.repairable, report.width) == (Kind.UNREADABLE, False, None)
    assert report.findings[0].code in ("corrupt", "truncated")


def test_an_empty_file_is_called_empty():
    assert look(b"").findings[0].response == "utter_finding_corrupt_empty"


@pytest.mark.parametrize("format", ["GIF", "WEBP", "PNG", "AVIF"])
def test_a_moving_picture_is_told_and_its_first_image_repaired(format):
    data = moving(format)
    assert "animated" in codes(data)
    assert difference(opened(repaired(data).data), Image.new("RGB", (300, 300), (0, 30, 200))) < 6


@pytest.mark.parametrize("format", ["JPEG", "PNG", "GIF", "WEBP", "TIFF"])
def test_a_still_picture_is_not_called_moving(format):
    assert "animated" not in codes(saved(scene(300, 300), format))


def test_of_several_pictures_in_a_heic_file_the_main_one_counts():
    file = pillow_heif.from_pillow(scene(600, 400))
    file.add_from_pillow(scene(300, 300))
    buffer = BytesIO()
    file.save(buffer, primary_index=1)
    report = look(buffer.getvalue())
    assert (report.width, report.height) == (300, 300)
    assert [finding.code for finding in report.findings] == ["heic"]


TURNS = {
    1: [],
    2: [Image.Transpose.FLIP_LEFT_RIGHT],
    3: [Image.Transpose.ROTATE_180],
    4: [Image.Transpose.FLIP_TOP_BOTTOM],
    5: [Image.Transpose.TRANSPOSE],
    6: [Image.Transpose.ROTATE_90],
    7: [Image.Transpose.TRANSVERSE],
    8: [Image.Transpose.ROTATE_270],
}


def stored(orientation, format):
    """A scene of 300 x 200 as a camera held that way stores it."""
    image = scene(300, 200)
    for turn in TURNS[orientation]:
        image = image.transpose(turn)
    block = exif(orientation)
    return heic(image, exif=block.tobytes()) if format == "HEIC" else saved(image, format, exif=block)


@pytest.mark.parametrize("orientation", TURNS)
@pytest.mark.parametrize("format", ["JPEG", "HEIC", "PNG", "WEBP", "TIFF", "AVIF"])
def test_every_orientation_comes_out_upright(orientation, format):
    data = stored(orientation, format)
    facts, copy = decode(data, 1024, MOST_PIXELS)
    assert (facts.width, facts.height) == copy.size == (300, 200)
    assert difference(copy, scene(300, 200)) < 5
    assert ("rotated" in codes(data)) == (orientation != 1)
    result = repaired(data)
    assert difference(opened(result.data), middle(scene(300, 200))) < 6
    assert result.report.findings[1:] == ()  # it is small, and that is all


@pytest.mark.parametrize("format", ["JPEG", "PNG", "WEBP", "AVIF"])
def test_a_picture_that_xmp_alone_would_turn_stays_as_browsers_show_it(format):
    xmp = b'<x:xmpmeta xmlns:x="adobe:ns:meta/"><rdf tiff:Orientation="6"/></x:xmpmeta>'
    text = PngInfo()
    text.add_itxt("XML:com.adobe.xmp", xmp.decode())
    data = saved(scene(300, 200), format, **({"pnginfo": text} if format == "PNG" else {"xmp": xmp}))
    facts, copy = decode(data, 1024, MOST_PIXELS)
    assert (facts.metadata.rotated, facts.width, facts.height, *copy.size) == (False, 300, 200, 300, 200)


@pytest.mark.parametrize("mode", ["L", "LA", "RGBA", "P", "1"])
def test_every_mode_keeps_its_picture(mode):
    grey = mode in ("L", "LA", "1")
    image = (scene(400, 400).convert("L") if grey else scene(400, 400)).convert(mode)
    data = saved(image, "PNG")
    assert codes(data) == []
    assert difference(opened(repaired(data).data), image) < 4


@pytest.mark.parametrize("bits", [10, 12])
def test_heic_of_more_than_8_bits_is_told_and_repaired(bits, monkeypatch):
    monkeypatch.setattr(pillow_heif.options, "SAVE_HDR_TO_12_BIT", bits == 12)
    deep = np.asarray(scene(400, 400)).astype(np.uint16) * 257
    buffer = BytesIO()
    pillow_heif.from_bytes(mode="RGB;16", size=(400, 400), data=deep.tobytes()).save(buffer)
    data = buffer.getvalue()
    assert finding(data, "unusual_colour").values == {"colour": f"{bits}-bit"}
    assert difference(opened(repaired(data).data), scene(400, 400)) < 5


@pytest.mark.parametrize("format", ["PNG", "TIFF"])
def test_deep_grey_is_scaled_down_not_cut_off(format):
    grey = scene(400, 400).convert("L")
    data = saved(Image.fromarray(np.asarray(grey).astype(np.uint16) * 257), format)
    assert "unusual_colour" in codes(data)
    assert difference(opened(repaired(data).data), grey) < 3


def test_grey_in_fractions_keeps_its_brightness():
    grey = np.asarray(scene(400, 400).convert("L"))
    data = saved(Image.fromarray(grey.astype(np.float32) / 255), "TIFF")
    assert difference(opened(repaired(data).data), Image.fromarray(grey)) < 3


def test_transparency_becomes_white():
    image = Image.new("RGBA", (300, 300), (200, 0, 0, 0))
    image.paste((0, 100, 0, 255), (0, 0, 300, 150))
    for data in (saved(image, "PNG"), saved(image, "WEBP", lossless=True), saved(image.convert("PA"), "TIFF")):
        result = opened(repaired(data).data)
        assert max(abs(a - b) for a, b in zip(result.getpixel((150, 250)), (255, 255, 255), strict=True)) < 4
        assert max(abs(a - b) for a, b in zip(result.getpixel((150, 50)), (0, 100, 0), strict=True)) < 12


def test_one_transparent_colour_becomes_white():
    image = Image.new("RGB", (300, 300), (255, 0, 255))
    image.paste((0, 100, 0), (0, 0, 300, 150))
    result = opened(repaired(saved(image, "PNG", transparency=(255, 0, 255))).data)
    assert min(result.getpixel((150, 250))) > 250


def reference(image, profile):
    return ImageCms.profileToProfile(
        image, ImageCms.ImageCmsProfile(BytesIO(profile)), ImageCms.createProfile("sRGB"), outputMode="RGB"
    )


def distance(one, other):
    """Mean colour difference (CIE76); under about 2.3 nobody sees it."""
    lab = ImageCms.buildTransform(ImageCms.createProfile("sRGB"), ImageCms.createProfile("LAB"), "RGB", "LAB")
    a, b = (np.asarray(ImageCms.applyTransform(image, lab)).astype(float) for image in (one, other))
    a[..., 1:], b[..., 1:] = (np.where(x[..., 1:] > 127, x[..., 1:] - 256, x[..., 1:]) for x in (a, b))
    a[..., 0] *= 100 / 255
    b[..., 0] *= 100 / 255
    return float(np.sqrt(((a - b) ** 2).sum(axis=-1)).mean())


def smooth():
    """A scene without noise, whose colours survive JPEG."""
    return scene(400, 400).resize((100, 100)).resize((400, 400), Image.Resampling.BICUBIC)


def test_wide_colours_come_out_as_a_reference_conversion_makes_them():
    image = smooth()
    data = saved(image, "PNG", icc_profile=DISPLAY_P3)
    assert finding(data, "unusual_colour").values == {"colour": "Display P3"}
    assert finding(data, "unusual_colour").severity is Severity.NOTES
    result = opened(repaired(data).data)
    assert distance(result, reference(image, DISPLAY_P3)) < 1.5
    assert distance(image, reference(image, DISPLAY_P3)) > 3  # without a conversion it would be seen
    assert repaired(data).report.findings == ()


def test_wide_colours_of_a_heic_file_are_converted_too():
    source = Image.open(BytesIO(saved(smooth(), "PNG", icc_profile=DISPLAY_P3)))
    data = heic(source, quality=95)
    assert codes(data) == ["heic", "unusual_colour"]
    assert distance(opened(repaired(data).data), reference(smooth(), DISPLAY_P3)) < 2.3


def test_a_profile_that_changes_nothing_is_not_worth_a_word():
    assert codes(saved(scene(400, 400), "JPEG", icc_profile=SRGB_LIKE)) == []


def test_a_damaged_profile_counts_as_none():
    for profile in (b"garbage", DISPLAY_P3[:200], DISPLAY_P3[:128] + bytes(400)):
        data = saved(scene(400, 400), "JPEG", icc_profile=profile)
        assert codes(data) == []
        assert difference(opened(repaired(data).data), scene(400, 400)) < 5


# Inks in hundredths, and what Adobe's programs show for them on a screen by their default for coated paper (SWOP).
PRINTED = {
    (0, 0, 0, 0): (255, 255, 255),
    (100, 0, 0, 0): (0, 174, 239),
    (0, 100, 0, 0): (236, 0, 140),
    (0, 0, 100, 0): (255, 242, 0),
    (0, 100, 100, 0): (237, 28, 36),
    (100, 0, 100, 0): (0, 166, 81),
    (100, 100, 0, 0): (46, 49, 146),
    (0, 0, 0, 50): (147, 149, 152),
    (0, 0, 0, 100): (35, 31, 32),
    (0, 50, 100, 0): (247, 148, 29),
    (50, 0, 100, 0): (141, 198, 63),
}


@pytest.mark.parametrize("format", ["JPEG", "TIFF"])
def test_printing_colours_without_a_profile_are_told_and_come_out_as_in_print(format):
    options = {"quality": 95, "subsampling": 0} if format == "JPEG" else {}
    for inks, shown in PRINTED.items():
        printed = Image.new("CMYK", (300, 300), tuple(round(ink * 2.55) for ink in inks))
        data = saved(printed, format, **options)
        said = finding(data, "unusual_colour")
        assert (said.values, said.severity) == ({"colour": "CMYK"}, Severity.WARNS)
        made = opened(repaired(data).data)
        assert distance(made, Image.new("RGB", made.size, shown)) < 15, inks
    assert distance(Image.new("RGB", (9, 9), (0, 255, 255)), Image.new("RGB", (9, 9), PRINTED[100, 0, 0, 0])) > 25


def test_lab_colours_are_told_and_converted():
    lab = ImageCms.createProfile("LAB")
    image = smooth()
    data = saved(ImageCms.profileToProfile(image, ImageCms.createProfile("sRGB"), lab, outputMode="LAB"), "TIFF")
    assert finding(data, "unusual_colour").values == {"colour": "LAB"}
    assert distance(opened(repaired(data).data), image) < 2.3
