"""Printing colours without a profile."""

import pytest
from PIL import Image

from tests.photo.samples import distance, finding, opened, repaired
from tests.pictures import saved
from unstuck.photo.model import Severity

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
