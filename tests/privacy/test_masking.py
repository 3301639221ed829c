"""Secrets never reach a store, and what helps the team does."""

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from unstuck.privacy.masking import MASK, mask, mask_all


@pytest.mark.parametrize(
    ("typed", "kept"),
    [
        ("my password is hunter2 ok", "my password is ••• ok"),
        ("my password is monkey", "my password is •••"),
        ("my password is: hunter2", "my password is: •••"),
        ("my password's hunter2", "my password's •••"),
        ("passwort ist geheim", "passwort ist •••"),
        ("pw: Tr0ub4dor&3", "pw: •••"),
        ("login bob pw hunter2", "login bob pw •••"),
        ('pass = "two words"', "pass = •••"),
        ("password:\nhunter2", "password:\n•••"),
        ("passcode = 1234", "passcode = •••"),
        ("my PIN is 0000", "my PIN is •••"),
        ("the code is 482913", "the code is •••"),
        ("code: 4829", "code: •••"),
        ("482 913 is the verification code", "••• is the verification code"),
        ("G-482913 is your Google verification code", "G-••• is your Google verification code"),
        ("error when I enter the code 482913", "error when I enter the code •••"),
        ("4 8 2 9 1 3 is the code", "••• is the code"),
        ("use 482913 to log in", "use ••• to log in"),
        ("my otp 482913", "my otp •••"),
        ("482913", "•••"),
        ("card 4111 1111 1111 1111 thanks", "card ••• thanks"),
        ("4111-1111-1111-1111.", "•••."),
        ("no4111111111111111", "no•••"),
        ("4111 1111 1111 1111 123 cvv 123", "••• 123 cvv •••"),
        ("1 4111 1111 1111 1111 5500 0000 0000 0004", "1 ••• •••"),
    ],
)
def test_a_secret_is_masked_and_the_rest_stays(typed, kept):
    assert mask(typed) == kept


@pytest.mark.parametrize(
    "typed",
    [
        "my password is wrong i think",
        "my password is not accepted",
        "the password was reset yesterday",
        "the password is not the problem",
        "it is password-protected",
        "i forgot my password 3 times",
        "the pin is at the top",
        "i changed it 5 times in 2026",
        "verification code didn't arrive in 2026",
        "iPhone 15 Pro Max on iOS 17.4.1",
        "iPhone SE 2020 code",
        "threads 321.0.1234 code",
        "the picture is 4032x3024 and 12582912 bytes",
        "code for a picture of 12582912 bytes",
        "QR code 1024 x 1024",
        "1024 x 1024 code",
        "10 MB",
        "i paid $1234.56 and got a code",
        "12345 dollars, code",
        "error code 1234",
        "error code 100234 appears",
        "status code 404",
        "code 0x80070057",
        "postal code 12345",
        "order 1234 5678 9012 3456",
        "error code?",
        "write to anna@example.org or call +49 170 1234567",
        '/provide_image{"attachment": "att_4111111111111111e4111111111111111"}',
    ],
)
def test_what_is_no_secret_stays(typed):
    assert mask(typed) == typed


def luhn_ends(digits: str) -> str:
    """The digits with the check digit that makes a card number of them."""
    for last in "0123456789":
        numbers = [int(sign) for sign in reversed(digits + last)]
        if (sum(numbers[::2]) + sum(sum(divmod(2 * number, 10)) for number in numbers[1::2])) % 10 == 0:
            return digits + last
    raise AssertionError


def test_texts_within_json_are_masked_too():
    assert mask_all({"caption": ["pw: hunter2", 7, None], "id": "att_1"}) == {
        "caption": ["pw: •••", 7, None],
        "id": "att_1",
    }


@given(
    st.sampled_from("3456"), st.text("0123456789", min_size=14, max_size=14), st.sampled_from(["", " ", "-"]), st.text()
)
def test_every_card_number_is_masked_however_it_is_grouped(first, more, separator, around):
    card = luhn_ends(first + more)
    typed = separator.join(card[place : place + 4] for place in range(0, 16, 4))
    assert mask(f"{around}: {typed} ,").endswith(f": {MASK} ,")


@given(st.text(st.characters(whitelist_categories=("L", "N", "P", "S"), blacklist_characters="•"), min_size=1))
def test_every_password_after_a_colon_is_masked(password):
    assert mask(f"password: {password}") == f"password: {MASK}"


@given(
    st.integers(0, 999_999).map("{:06}".format), st.sampled_from(["code {}", "my code is {}", "{} is my code", "{}"])
)
def test_every_one_time_code_is_masked(code, typed):
    assert code not in mask(typed.format(code))


VERSIONS = st.lists(st.integers(0, 99), min_size=2, max_size=4).map(lambda parts: "iOS " + ".".join(map(str, parts)))
SIZES = st.tuples(st.integers(1, 9999), st.sampled_from([" MB", "MB", " KB", " bytes", " px"])).map(
    lambda size: f"{size[0]}{size[1]}"
)
SQUARES = st.tuples(st.integers(1, 9999), st.sampled_from(["x", " x ", " × "]), st.integers(1, 9999)).map(
    lambda size: f"{size[0]}{size[1]}{size[2]}"
)
PRICES = st.tuples(st.sampled_from("$€£"), st.integers(1, 99999)).map(lambda price: f"{price[0]}{price[1]}")
ERRORS = st.integers(1, 999_999).map("error code {}".format)
YEARS = st.integers(2000, 2035).map("in {}".format)
MODELS = st.tuples(st.sampled_from(["iPhone", "iPad", "Pixel"]), st.integers(4, 17)).map(lambda it: f"{it[0]} {it[1]}")


@given(st.lists(st.one_of(VERSIONS, SIZES, SQUARES, PRICES, ERRORS, YEARS, MODELS), min_size=1, max_size=4))
def test_versions_sizes_prices_years_models_and_error_codes_are_never_masked(facts):
    typed = "my photo fails, " + " and ".join(facts) + ", no code came"
    assert mask(typed) == typed


SECRETS = ["482913", "4829", "123", "hunter2", "4111 1111 1111 1111", "1024"]
AROUND = ["password", "pw", "is", ":", "=", "code", "otp", "cvv", "pin", "•••", "error", "to log in", "not", "my"]
PIECES = st.sampled_from([*SECRETS, *AROUND, "\n", "-", "x", ".", '"', "'s"])


@given(st.one_of(st.text(max_size=200), st.lists(PIECES, max_size=12).map(" ".join), st.lists(PIECES).map("".join)))
@example("482913 111111 code")
def test_masking_twice_changes_nothing_more(typed):
    assert mask(mask(typed)) == mask(typed)


@pytest.mark.parametrize("piece", ["4", "4 ", "4111 1111 1111 111", "password ", "code ", "code 1", "•", "pw: ", "a-"])
def test_a_long_message_takes_no_longer_than_its_length_warrants(piece):
    """Each would take hours if a pattern went back over what it has read; a hang fails the run."""
    mask(piece * (20_000 // len(piece)) + "x")
