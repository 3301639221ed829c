"""Secrets never reach a store."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from unstuck.masking import mask


@pytest.mark.parametrize(
    ("typed", "kept"),
    [
        ("my password is hunter2 ok", "my password is ••• ok"),
        ("pw: Tr0ub4dor&3", "pw: •••"),
        ("passcode = 1234", "passcode = •••"),
        ("the code is 482913", "the code is •••"),
        ("482 913 is the verification code", "••• is the verification code"),
        ("card 4111 1111 1111 1111 thanks", "card ••• thanks"),
        ("my PIN is 0000", "my PIN is •••"),
    ],
)
def test_a_secret_is_masked_and_the_rest_stays(typed, kept):
    assert mask(typed) == kept


@pytest.mark.parametrize(
    "typed",
    [
        "my password is wrong i think",
        "i changed it 5 times in 2026",
        "iPhone 15 on iOS 17.4.1",
        "the picture is 4032x3024 and 12582912 bytes",
        "order 1234 5678 9012 3456",
        "the password is not the problem",
        "error code?",
    ],
)
def test_what_is_no_secret_stays(typed):
    assert mask(typed) == typed


@given(st.text(max_size=200))
def test_masking_twice_changes_nothing_more(typed):
    assert mask(mask(typed)) == mask(typed)
