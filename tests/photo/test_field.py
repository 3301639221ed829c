"""Files that were once judged wrongly, each standing for its kind; most are in `field/`."""

import struct
import zlib
from io import BytesIO
from pathlib import Path

import numpy as np
import pillow_heif
import pytest
from PIL import Image

from tests.photo.samples import LIMITS, codes, exif, finding, heic, look, opened, png_chunk, png_of, repaired
from tests.pictures import saved, scene
from unstuck.photo import heif
from unstuck.photo.boxes import read_boxes
from unstuck.photo.decode import decode
from unstuck.photo.facts import Facts
from unstuck.photo.judge import judge
from unstuck.photo.model import Kind, Severity

FIELD = Path(__file__).parent / "field"

pytestmark = pytest.mark.filterwarnings("ignore::UserWarning:PIL")


def field(name):
    return (FIELD / name).read_bytes()


def apart(one, other):
    """Mean difference of two pictures, of 255."""
    return np.abs(np.asarray(one.convert("RGB")).astype(int) - np.asarray(other.convert("RGB"))).mean()


@pytest.mark.parametrize(
    "name",
    [
        "own_2_bytes_before_dqt.jpg",
        "own_no_eoi_baseline.jpg",
        "own_samsung_invalid_sos.jpg",
        "own_trailer_with_70_ffda.jpg",
        "own_lower_half_black_no_eoi.jpg",
        "own_itxt_2MB.png",
    ],
)
def test_what_costs_no_pixel_is_no_damage(name):
    assert codes(field(name)) == ["not_square"] if name.endswith("jpg") else ["not_square", "too_small"]
    assert repaired(field(name)).warnings == ()


def test_end_markers_within_metadata_and_a_film_behind_the_picture_are_no_damage():
    data = saved(scene(600, 600), "JPEG", comment=b"\xff\xd9 \xff\xda" * 50, exif=exif(camera=True))
    film = b"\0\0\0\x18ftypmp42" + np.random.default_rng(1).bytes(300_000) + b"\xff\xda\xff\xd8" * 100
    assert codes(data) == codes(data + film) == []


@pytest.mark.parametrize("stray", [b"\0\0", bytes(range(256)), b"\r\n<br />\n"])
def test_stray_bytes_behind_the_start_marker_are_no_damage(stray):
    data = saved(scene(600, 600), "JPEG", exif=exif(6))
    assert codes(data[:2] + stray + data[2:]) == codes(data) == ["rotated"]
    assert look(data[:2] + stray + data[2:]).bytes == len(data) + len(stray)


def test_a_jpeg_whose_first_segment_is_too_short_is_read():
    data = saved(scene(600, 600), "JPEG")
    assert codes(data[:2] + b"\xff\xe0\0\7JFIF\0" + data[2:]) == []


def test_damage_in_the_pixels_is_not_healed_away():
    data = bytearray(saved(scene(900, 900), "JPEG", quality=90))
    middle = len(data) // 2
    data[middle : middle + 4] = b"\xff\xe5\x20\x10"  # looks like metadata of 8 kB
    assert "corrupt" in codes(bytes(data))


def test_damage_is_told_as_it_shows():
    """All of a progressive picture loses sharpness; of a sequential one a part is lost."""
    for progressive, words in ((True, "sharp"), (False, "%")):
        data = saved(scene(1024, 1024), "JPEG", quality=90, progressive=progressive)
        said = finding(data[: len(data) * 3 // 4], "truncated")
        assert said.variant == {"sharp": "wholly", "%": "partly"}[words]
    broken = bytearray(saved(scene(1024, 1024), "JPEG", quality=90, progressive=True))
    broken[len(broken) * 3 // 4 : len(broken) * 3 // 4 + 800] = bytes(800)
    assert finding(bytes(broken), "corrupt").variant == "blurred"


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
    assert not heif.looks_scrambled(shown, boxes, tiled)
    shown.paste((12, 12, 12), (512 * column, 512 * row, 512 * column + 512, 512 * row + 512))
    assert heif.looks_scrambled(shown, boxes, tiled)


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
    assert apart(copy, scene(300, 200)) < 5
    assert decode(without_its_turn(data, b"miaf"), 1024, 10**8)[1].size == (200, 300)


def twelve_bit():
    """A JPEG that says that its samples have 12 bits; the coded pixels do not matter."""
    data = bytearray(saved(scene(300, 300), "JPEG"))
    data[data.index(b"\xff\xc0") + 1 : data.index(b"\xff\xc0") + 2] = b"\xc1"
    data[data.index(b"\xff\xc1") + 4] = 12
    return bytes(data)


def uncompressed_heif():
    """The boxes of a HEIF whose picture is not compressed (ISO/IEC 23001-17)."""

    def box(name, content):
        return struct.pack(">I", 8 + len(content)) + name + content

    head = box(b"ftyp", b"mif1\0\0\0\0mif1unci")
    item = box(b"infe", b"\2\0\0\0\0\1\0\0unci\0")
    place = b"\0\0\0\0\x44\0\0\1\0\1\0\0\0\1" + struct.pack(">II", 400, 300)
    meta = b"\0\0\0\0" + box(b"pitm", b"\0\0\0\0\0\1") + box(b"iinf", b"\0\0\0\0\0\1" + item) + box(b"iloc", place)
    return (head + box(b"meta", meta)).ljust(392, b"\0")[:392] + box(b"mdat", bytes(300))


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
    assert apart(opened(repaired(data).data), scene(256, 256)) < 4
    assert look(field("own_icon.ico")).repairable


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
    assert apart(opened(repaired(data).data), scene(300, 300)) < 4


@pytest.mark.parametrize("channels", [1, 3])
def test_fractions_keep_their_brightness_where_a_few_exceed_white(channels):
    values = np.asarray(scene(300, 300))[..., :channels].astype("<f4") / 255
    shown = Image.fromarray(np.repeat(np.asarray(scene(300, 300))[..., :channels], 3 // channels, axis=-1))
    values[:2, :50] = 5.25
    data = tiff(values)
    assert "blank" not in codes(data)
    assert apart(opened(repaired(data).data), shown) < 5


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
    assert apart(opened(repaired(bytes(data)).data), scene(300, 300)) < 12


def test_a_fourth_byte_that_is_not_in_use_hides_nothing():
    image = scene(300, 300).convert("RGBA")
    image.putalpha(0)
    assert codes(saved(image, "TGA")) == ["unsupported_format"]
    assert apart(opened(repaired(saved(image, "TGA")).data), scene(300, 300)) < 4
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


def test_a_lossless_jpeg_is_no_kind_that_apps_take_but_is_repaired():
    """The smallest there is: one grey of 128, without any difference from what is predicted."""
    head = b"\xff\xd8\xff\xc3" + struct.pack(">HBHHB3B", 11, 8, 300, 300, 1, 1, 0x11, 0)
    table = b"\xff\xc4" + struct.pack(">H", 20) + b"\0\1" + bytes(15) + b"\0"
    scan = b"\xff\xda" + struct.pack(">HB2B3B", 8, 1, 1, 0, 1, 0, 0)
    data = head + table + scan + bytes(300 * 300 // 8) + b"\xff\xd9"
    assert finding(data, "unsupported_format").values["format"] == "lossless JPEG"
    assert opened(repaired(data).data).getpixel((150, 150)) == pytest.approx((128,) * 3, abs=2)
    assert judge(decode(data, 1024, 10**8)[0], LIMITS, "me.jpg") == judge(decode(data, 1024, 10**8)[0], LIMITS)


def test_a_png_of_an_ios_app_is_told_and_repaired():
    data = field("own_cgbi.png")
    assert finding(data, "unsupported_format").values["format"] == "CgBI PNG"
    assert "blank" not in codes(data)
    assert np.asarray(opened(repaired(data).data)).std() > 20


def test_a_png_with_a_megabyte_of_profile_is_read():
    rest = png_chunk(b"iCCP", b"x\0\0" + zlib.compress(bytes(3_000_000), 9))
    assert look(png_of(300, 300, rest)).kind is Kind.PHOTO


def test_a_jpeg_of_108_megapixels_is_read_at_a_fraction():
    data = saved(Image.new("RGB", (12_000, 9000), (90, 120, 60)), "JPEG", quality=40)
    assert codes(data) == ["not_square"]
    assert repaired(data).width == 1024
    assert "too_many_pixels" in codes(saved(Image.new("L", (12_000, 9000)), "JPEG", progressive=True))


def drawing(colour):
    image = Image.new("RGBA", (400, 400), (*colour, 0))
    image.paste((*colour, 255), (100, 100, 300, 300))
    return saved(image, "PNG")


@pytest.mark.parametrize(
    ("colour", "ground"), [((255, 255, 255), "dark"), ((0, 0, 0), "white"), ((200, 0, 0), "white")]
)
def test_a_see_through_picture_gets_a_ground_on_which_it_shows_and_that_is_told(colour, ground):
    assert finding(drawing(colour), "see_through").variant == ground
    _, copy = decode(drawing(colour), 1024, 10**8)
    values = np.asarray(copy.convert("L")).astype(int)
    assert abs(values[200, 200] - values[20, 20]) > 60
    assert look(field("own_logo_white_on_transparent.png")).findings[0].variant == "dark"


@pytest.mark.parametrize(
    ("image", "variant"),
    [
        (Image.new("RGB", (500, 500)), "black"),
        (Image.new("RGB", (500, 500), "white"), "white"),
        (Image.new("RGBA", (500, 500), (200, 10, 10, 0)), "clear"),
    ],
)
def test_a_picture_with_nothing_on_it_is_not_called_good(image, variant):
    said = finding(saved(image, "PNG"), "blank")
    assert (said.variant, said.severity) == (variant, Severity.WARNS)


def test_a_picture_one_pixel_wide_keeps_its_colour():
    _, copy = decode(field("own_1x400.jpg"), 1024, 10**8)
    assert apart(copy, opened(field("own_1x400.jpg")).crop((0, 192, 1, 208))) < 3


@pytest.mark.parametrize(
    "mark", [b'<rdf hdrgm:Version="1.0"/>', b"<apdi>urn:com:apple:photo:2020:aux:hdrgainmap HDRGainMap</apdi>"]
)
def test_a_jpeg_with_a_gain_map_behind_much_metadata_is_known_for_one(mark):
    data = saved(scene(300, 300), "JPEG", comment=bytes(60_000), xmp=bytes(60_000) + mark)
    assert decode(data, 1024, 10**8)[0].gain_map
    assert not decode(saved(scene(300, 300), "JPEG"), 1024, 10**8)[0].gain_map


@pytest.mark.parametrize(
    ("name", "words"), [("AVIF", "an AVIF"), ("SVG", "an SVG"), ("PNG", "a PNG"), ("HEIC", "a HEIC"), ("GIF", "a GIF")]
)
def test_formats_have_the_right_article(name, words):
    facts = Facts(name, True, 1000, unread=True)
    assert judge(facts, LIMITS).findings[0].values["a_format"] == words


def test_a_wrong_ending_of_the_name_is_noted():
    facts = Facts("PNG", True, 1000, 500, 500, visible=1.0)
    said = judge(facts, LIMITS, "me.JPG").findings[0]
    assert (said.code, said.severity, dict(said.values)) == (
        "wrong_extension",
        Severity.NOTES,
        {"ending": ".jpg", "a_format": "a PNG"},
    )
    assert judge(facts, LIMITS, "me.png").findings == judge(facts, LIMITS, "me").findings == ()


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
