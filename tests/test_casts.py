"""Casts: a text of a setting is taken as what it is to be, or refused with the reason."""

from pathlib import Path

import pytest

from unstuck import casts


@pytest.mark.parametrize(
    ("cast", "text", "value"),
    [
        (casts.port, "5005", 5005),
        (casts.size, "2.5", 2.5),
        (casts.number(int, 9, zero=True), "0", 0),
        (casts.one_of("on", "off"), "on", "on"),
        (casts.folder, "/a/../b", Path("/b")),
        (casts.database, "postgres://host/bot", "postgresql://host/bot"),
        (casts.each_like("[a-z]+", "word"), "two words", "two words"),
        (casts.broker, '{"type": "pika"}', '{"type": "pika"}'),
        (casts.ip, "::1", "::1"),
    ],
)
def test_a_text_becomes_its_value(cast, text, value):
    assert cast(text) == value


@pytest.mark.parametrize(
    ("cast", "text", "why"),
    [
        (casts.port, "65536", "no such port"),
        (casts.many, "0", "must be above 0"),
        (casts.one_of("on", "off"), "maybe", "one of on, off"),
        (casts.address("redis"), "gopher://host", "must be like redis://"),
        (casts.like("[a-z]+", "word"), "1", "not like word"),
        (casts.each_like("[a-z]+", "word"), "one 2", "2 is not like word"),
        (casts.broker, "{}", "a type"),
        (casts.long_plain, "short", "16 characters"),
        (casts.plain, "ü", "ASCII"),
    ],
)
def test_another_text_is_refused_with_the_reason(cast, text, why):
    with pytest.raises(ValueError, match=why):
        cast(text)


def test_no_reason_repeats_an_address_which_may_hold_a_password():
    with pytest.raises(ValueError, match="must be like") as caught:
        casts.address("redis")("redis://:hunter2/3@host")
    assert "hunter2" not in str(caught.value)
