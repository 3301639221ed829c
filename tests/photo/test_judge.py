"""What the findings say, in which order, and what metadata gives away."""

import json

import pytest

from tests.photo.samples import LIMITS, codes, exif, finding, heic, look, png_of
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


def test_too_many_pixels_are_judged_by_the_header_alone():
    report = look(png_of(13_000, 13_000))
    assert (report.kind, report.width, report.repairable) == (Kind.PHOTO, 13_000, False)
    assert report.findings[0].values == {"width": 13_000, "height": 13_000, "megapixels": 169}


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
        {"ending": ".jpg", "format": "PNG", "a_format": "a PNG"},
    )
    assert judge(facts, LIMITS, "me.png").findings == judge(facts, LIMITS, "me").findings == ()
