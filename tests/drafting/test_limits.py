"""Sizes, times and counts are read with their units."""

import pytest

from unstuck.drafting.limits import most_per_day, picture_limits, quantities, wait_hours


@pytest.mark.parametrize(
    ("text", "hours"),
    [
        ("Wait 24 hours and try again.", 24),
        ("Wait for about two days.", 48),
        ("Please wait at least 90 minutes.", 2),
        ("Wait 10 minutes, then wait one hour.", 1),
        ("You can try again after 3 hours.", 3),
        ("Waiting a week helps.", 168),
        ("It lasts 24 hours.", None),
        ("Wait a bit.", None),
    ],
)
def test_the_time_to_wait(text, hours):
    assert wait_hours(text) == hours


@pytest.mark.parametrize(
    ("text", "count"),
    [
        ("Do not change it more than three times in a day.", 3),
        ("At most 5 attempts per day.", 5),
        ("Twice a day is the most.", 2),
        ("10 uploads every 24 hours", 10),
        ("It takes 3 days.", None),
    ],
)
def test_how_often_a_day(text, count):
    assert most_per_day(text) == count


def test_what_a_picture_may_be():
    limits = picture_limits(
        [
            "It takes JPG, PNG or HEIC. A GIF will fail.",
            "The maximum size is 2.5 MB.",
            "Keep it under 500 KB and crop it to a square of 512 × 512.",
        ]
    )
    assert limits.formats == ("JPEG", "PNG", "HEIF")
    assert (limits.most_bytes, limits.advised_bytes, limits.side, limits.square) == (2_500_000, 500_000, 512, True)
    assert limits.complete


def test_one_size_counts_for_both_and_none_is_no_limit():
    assert picture_limits(["PNG up to 1 MB."]).advised_bytes == 1_000_000
    assert not picture_limits(["PNG is fine."]).complete


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("Hold it for 12 seconds, 3 times, at 60 Hz.", ["12 seconds", "3 times", "60 Hz"]),
        ("A 1024×1024 pixel image under 5 MB or 20 %.", ["1024×1024 pixel", "5 MB", "20 %"]),
        ("Wait a minute for version 8.1.", []),
    ],
)
def test_numbers_with_units_are_listed_as_written(text, found):
    assert quantities(text) == found
