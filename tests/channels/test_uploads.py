"""What is taken of the files that come in: no file, whatever is in it, breaks who looks at it."""

import codecs

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from channels import uploads
from channels.uploads import media_type
from tests import pictures
from unstuck.errors import ChannelError

ENCODINGS = ("utf-8-sig", "utf-16", "utf-32")
MARKS = (codecs.BOM_UTF8, codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE, codecs.BOM_UTF32_LE, codecs.BOM_UTF32_BE)
HEADS = (
    *MARKS,
    b"RIFF",
    b"II*\0",
    b"MM\0*",
    b"\0\0\0\x18ftypheic",
    b"\xff\xd8\xff",
    b"\x89PNG\r\n\x1a\n",
    b"PK\x03\x04",
    b"BM",
)


def judged(data):
    """The type as which it is taken, or the code by which it is refused."""
    try:
        return media_type(data)
    except ChannelError as error:
        return error.code


@pytest.mark.parametrize("encoding", ENCODINGS)
@pytest.mark.parametrize("text", ["notes of mine", "Notizen über 🙂", "x" * 5000, "🙂" * 3000])
def test_a_text_is_a_text_in_every_encoding_wherever_it_ends(encoding, text):
    data = text.encode(encoding)
    for cut in range(6):
        with pytest.raises(ChannelError, match="TEXT"):
            media_type(data[: len(data) - cut])


@given(st.sampled_from(HEADS), st.binary(max_size=300))
@example(codecs.BOM_UTF16_LE, "notes".encode("utf-16-le") + b"\x05")
@example(codecs.BOM_UTF16_LE, b"\x00\xd8")
@example(codecs.BOM_UTF16_BE, b"\xdc\x00\xdc\x00")
@example(codecs.BOM_UTF8, b"\xc3")
def test_any_bytes_are_taken_or_refused_in_words(head, rest):
    assert judged(head + rest)


@given(st.integers(0, 600), st.binary(min_size=1, max_size=8))
def test_a_picture_with_other_bytes_in_it_is_taken_or_refused_in_words(place, bytes_in_it):
    data = pictures.fine()
    assert judged(data[:place] + bytes_in_it + data[place + len(bytes_in_it) :])


def test_a_file_that_nobody_can_look_at_passes_as_bytes(monkeypatch):
    def breaks(_):
        raise RecursionError

    monkeypatch.setattr(uploads, "other_format", breaks)
    assert media_type(b"x") == "application/octet-stream"


def test_a_picture_is_known_by_its_bytes_whatever_its_name():
    assert media_type(pictures.fine()) == "image/jpeg"
    assert media_type(b"\x01\x02\x03\x04" * 50) == "application/octet-stream"


@pytest.mark.parametrize(
    "data",
    [b"<!doctype html><script>alert(1)</script>", b"<svg xmlns='x'><script/></svg>", b"%PDF-1.7 ...", b"just words"],
)
def test_what_is_no_picture_is_refused(data):
    with pytest.raises(ChannelError, match="not a picture"):
        media_type(data)
