"""What a page is about: found where it is clear, asked for where it is not."""

import pytest

from unstuck.drafting.subject import subject_of


@pytest.fixture
def subject(page):
    return lambda text, product="", platforms=(): subject_of(page(text), product, platforms)


@pytest.mark.parametrize(
    ("text", "product", "sure"),
    [
        ("# The lamp in Glimmer is dark\n\nOpen the app, then Glimmer says so.\n", "Glimmer", True),
        ("# It is dark\n\nIf Glimmer hums, close Glimmer and open Glimmer, where Glimmer stands.\n", "Glimmer", False),
        ("# It is dark\n\nOpen the Menu, then look.\n", "It is dark", False),
        ("# Glow Not Started\n\nThe Glimmer app says so.\n\n1. Tap **Glow**.\n", "Glow", False),
        ("# Lamp app is dark\n\nTap “Lamp Not Found”, say it.\n", "Lamp app is dark", False),
    ],
)
def test_the_product_is_a_name_in_the_title_or_one_that_comes_again(subject, text, product, sure):
    found = subject(text)
    assert (found.product, found.product_is_sure) == (product, sure)


@pytest.mark.parametrize(
    ("said", "platforms", "sure"),
    [
        ("Hold the key of your iPhone.", ("iPhone",), True),
        ("On macOS or Windows 11, wait.", ("Windows", "Mac"), False),
        ("In Chrome, wait.", ("web",), True),
        ("Open the window of the machine.", ("any device",), False),
    ],
)
def test_the_platforms_are_those_that_are_named(subject, said, platforms, sure):
    found = subject(f"# It is dark\n\n{said}\n")
    assert (found.platforms, found.platforms_are_sure) == (platforms, sure)


def test_what_is_given_is_taken_as_it_is(subject):
    found = subject("# Glimmer is dark on Android\n\nWait for Glimmer.\n", "Other", ["Linux"])
    assert (found.product, found.platforms, found.product_is_sure, found.platforms_are_sure) == (
        "Other",
        ("Linux",),
        True,
        True,
    )


@pytest.mark.parametrize(
    ("said", "language"),
    [
        ("Open the settings of the lamp and wait until it blinks again.", "en"),
        ("Öffne die Einstellungen der Lampe und warte, bis sie wieder blinkt.", "de"),
    ],
)
def test_the_language_of_the_text_is_told(subject, said, language):
    assert subject(f"# T\n\n{said}\n").language == language
