"""Text: cut where it hurts least, listed, shortened: the same for every messenger."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from channels.messenger.text import labelled, linked, listed, pieces, shortened, units


@given(st.text(alphabet="ab*. \n🙂", max_size=200), st.integers(4, 50))
def test_no_word_is_lost_in_cutting_and_every_piece_fits(text, most):
    found = pieces(text, most)
    assert all(0 < units(piece) <= most for piece in found)
    assert "".join("".join(found).split()) == "".join(text.split())


def test_a_label_is_never_cut():
    assert pieces("aaaa **bb bb** c", 12) == ["aaaa", "**bb bb** c"]


def test_a_paragraph_that_ends_too_early_is_no_place_to_cut():
    assert pieces("a\n\n" + "bbb " * 10, 20)[0] == "a\n\nbbb bbb bbb bbb"


@pytest.mark.parametrize(("text", "short"), [("Back", "Back"), ("Done, next step", "Done, next…"), ("", "")])
def test_a_long_title_ends_with_an_ellipsis(text, short):
    assert shortened(text, 11) == short


def test_labels_take_the_form_of_the_messenger():
    assert labelled("Tap **OK**, 5 ** 2", r"<b>\1</b>") == "Tap <b>OK</b>, 5 ** 2"


def test_an_item_of_a_list_gets_a_dot():
    assert listed("I looked (HEIC).\n- It is HEIC - a format.") == "I looked (HEIC).\n• It is HEIC - a format."


@pytest.mark.parametrize(
    ("text", "plain"),
    [
        ("See [it](https://a.example/b?c=1).", "See it (https://a.example/b?c=1)."),
        ("[it](http://a.example) [it](javascript:x)", "[it](http://a.example) [it](javascript:x)"),
        ('[it](https://a.example/"x)', '[it](https://a.example/"x)'),
        ("[x](https://a.example|b)", "[x](https://a.example|b)"),
    ],
)
def test_only_https_addresses_are_links(text, plain):
    assert linked(text) == plain
