"""What the findings say, in which order, and what metadata gives away."""

import json
import struct

import pytest
from PIL.PngImagePlugin import PngInfo

from tests.photo.samples import LIMITS, codes, exif, finding, heic, look, png_of, repaired
from tests.pictures import saved, scene
from unstuck.photo.facts import Damage, Facts
from unstuck.photo.judge import judge
from unstuck.photo.model import Kind, Severity, undecodable
from unstuck.wording.responses import Words

pytestmark = pytest.mark.filterwarnings("ignore::UserWarning:PIL")

ALL_CODES = {
    *("unsupported_format", "heic", "too_large", "larger_than_recommended", "not_square", "corrupt", "truncated"),
    *("animated", "rotated", "too_small", "has_location", "unusual_colour", "too_many_pixels"),
}


def facts(**values):
    return Facts(
        **{"format": "JPEG", "picture": True, "bytes": 400_000, "width": 800, "height": 800, "visible": 1.0} | values
    )


def found(**values):
    return [(finding.code, finding.severity) for finding in judge(facts(**values), LIMITS).findings]


def test_sizes_are_measured_in_millions_of_bytes_as_phones_do():
    assert found(bytes=5_000_000) == []
    assert found(bytes=5_000_001) == [("larger_than_recommended", Severity.WARNS)]
    assert found(bytes=10_000_000) == [("larger_than_recommended", Severity.WARNS)]
    assert found(bytes=10_000_001) == [("too_large", Severity.BLOCKS)]


def test_numbers_are_written_as_people_write_them():
    assert judge(facts(bytes=12_345_678), LIMITS).findings[0].values == {
        "megabytes": 12.3,
        "most_megabytes": 10,
        "advised_megabytes": 5,
    }


def test_what_makes_the_app_refuse_a_file_comes_first():
    severities = [
        finding.severity
        for finding in judge(facts(format="HEIC", bytes=20_000_000, width=900, colour="Display P3"), LIMITS).findings
    ]
    assert severities == [Severity.BLOCKS, Severity.BLOCKS, Severity.WARNS, Severity.NOTES]


def test_a_quarter_of_the_advised_side_is_large_enough():
    assert found(width=256, height=256) == []
    assert found(width=255, height=255) == [("too_small", Severity.WARNS)]


def test_an_app_that_takes_any_shape_hears_nothing_of_squares():
    limits = LIMITS.model_copy(update={"square": False, "formats": ("JPEG", "HEIC")})
    assert codes(heic(scene(600, 400)), limits) == []


def test_a_place_is_noted_without_its_coordinates():
    data = saved(scene(400, 400), "JPEG", exif=exif(place=True))
    assert finding(data, "has_location").severity is Severity.NOTES
    assert "47" not in json.dumps(look(data).to_json(Words.load()))


@pytest.mark.parametrize("format", ["PNG", "WEBP"])
def test_a_place_is_found_in_other_formats(format):
    assert "has_location" in codes(saved(scene(400, 400), format, exif=exif(place=True)))


def test_a_place_is_found_in_heic():
    assert "has_location" in codes(heic(scene(400, 400), exif=exif(place=True).tobytes()))


def test_a_place_is_found_in_xmp():
    xmp = b'<x:xmpmeta xmlns:x="adobe:ns:meta/"><rdf exif:GPSLatitude="47,36N"/></x:xmpmeta>'
    assert "has_location" in codes(saved(scene(400, 400), "JPEG", xmp=xmp))


def test_a_place_is_found_in_the_xmp_of_a_png():
    xmp = PngInfo()
    xmp.add_itxt("XML:com.adobe.xmp", '<rdf exif:GPSLatitude="47,36N"/>')
    assert "has_location" in codes(saved(scene(400, 400), "PNG", pnginfo=xmp))


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


def test_damaged_metadata_counts_as_none():
    block = exif(orientation=6, place=True).tobytes()
    for cut in range(6, len(block), 7):
        assert look(saved(scene(400, 400), "JPEG", exif=block[:cut])).kind is Kind.PHOTO


def camera_file(data):
    """As a camera writes it: the Exif block comes first, without a JFIF block."""
    assert data[2:4] == b"\xff\xe0"
    length = int.from_bytes(data[4:6], "big")
    return data[:2] + data[4 + length :]


def test_a_cameras_own_file_is_not_called_a_copy():
    data = saved(scene(400, 300), "JPEG", exif=exif(camera=True))
    assert not look(camera_file(data)).re_encoded


def test_a_cameras_file_that_a_program_saved_again_is_called_a_copy():
    assert look(saved(scene(400, 300), "JPEG", exif=exif(camera=True))).re_encoded


@pytest.mark.parametrize("side", [1280, 1600, 2048])
def test_a_messengers_copy_is_noticed(side):
    assert look(saved(scene(side, side * 3 // 4), "JPEG")).re_encoded
    assert not look(saved(scene(side + 1, side * 3 // 4), "JPEG")).re_encoded


def test_a_repaired_file_is_not_called_a_copy():
    assert not look(saved(scene(1024, 1024), "JPEG")).re_encoded


def test_too_many_pixels_are_judged_by_the_header_alone():
    report = look(png_of(13_000, 13_000))
    assert (report.kind, report.width, report.repairable) == (Kind.PHOTO, 13_000, False)
    assert report.findings[0].values == {"width": 13_000, "height": 13_000, "megapixels": 169}


def test_a_worker_that_died_leaves_a_report():
    assert undecodable(5, late=False).findings[0].response == "utter_finding_corrupt"
    assert undecodable(5, late=True).findings[0].response == "utter_finding_corrupt_late"


def every_finding():
    yield from judge(facts(format="HEIC", bytes=20_000_000, width=900, animated=True, colour="CMYK"), LIMITS).findings
    yield from judge(facts(format="GIF", bytes=6_000_000, width=10, too_many_pixels=True), LIMITS).findings
    for damage in (Damage.CORRUPT, Damage.TRUNCATED):
        for visible in (0.0, 0.7, 1.0):
            yield from judge(facts(damage=damage, visible=visible), LIMITS).findings
    yield from judge(facts(picture=False, format="PDF"), LIMITS).findings
    yield from judge(facts(picture=False, format=None, damage=Damage.EMPTY), LIMITS).findings
    yield from undecodable(1, late=False).findings
    yield from undecodable(1, late=True).findings
    yield from look(saved(scene(300, 300), "JPEG", exif=exif(orientation=6, place=True))).findings


def test_every_finding_has_a_sentence_without_gaps():
    words = Words.load()
    for each in every_finding():
        sentence = words.say(each.response, **each.values)
        assert sentence.endswith(".")
        assert "{" not in sentence


def test_every_code_of_the_contract_occurs_and_no_other():
    assert {each.code for each in every_finding()} == ALL_CODES


def test_the_json_form_has_the_keys_of_the_contract():
    report = look(heic(scene(600, 400))).to_json(Words.load())
    assert list(report) == ["kind", "format", "bytes", "width", "height", "findings", "error_message"]
    assert all(list(finding) == ["code", "severity", "message"] for finding in report["findings"])
    assert json.loads(json.dumps(report)) == report
    assert (report["kind"], report["findings"][0]["severity"]) == ("photo", "blocks")
