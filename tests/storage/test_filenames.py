"""File names that people send: labels, never paths."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from unstuck.storage.filenames import LONGEST_NAME, safe_filename


@pytest.mark.parametrize(
    ("sent", "kept"),
    [
        ("../../etc/passwd", "passwd"),
        (r"C:\Users\ann\me.jpg", "me.jpg"),
        ("a\x00b\r\n.jpg", "ab.jpg"),
        ("photo\u202egpj.exe", "photogpj.exe"),
        ("..", "file"),
        ("", "file"),
        (".htaccess", "htaccess"),
        ("Ma photo d’été 🌞.jpg", "Ma photo d’été 🌞.jpg"),
        ('<img src=x onerror="a()">.jpg', "img src=x onerror=a().jpg"),
    ],
)
def test_a_sent_file_name_becomes_a_harmless_label(sent, kept):
    assert safe_filename(sent) == kept


@given(st.text())
def test_no_file_name_leads_to_another_folder(name):
    safe = safe_filename(name)
    assert 0 < len(safe) <= LONGEST_NAME
    assert not set(safe) & set("/\\\0\r\n")
    assert safe not in (".", "..")


def test_a_long_file_name_keeps_its_ending():
    assert safe_filename("x" * 300 + ".jpeg").endswith("x.jpeg")
