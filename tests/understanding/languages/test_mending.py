"""Words that are typed without their marks, in other letters or with a typo, as the examples write them."""

import pytest

from unstuck.understanding.languages.mending import Mender

TURKISH = {
    "fotoğrafımı": 9,
    "değiştiremiyorum": 12,
    "degistiremiyorum": 1,
    "açık": 3,
    "acik": 2,
    "failed": 5,
    "kapattım": 4,
}
GERMAN = {"für": 20, "größe": 5, "fotos": 9, "schon": 30, "schön": 12}


@pytest.mark.parametrize(
    ("typed", "meant"),
    [
        ("fotografimi degistiremiyorum", "fotoğrafımı değiştiremiyorum"),
        ("Fotografımı değistiremiyorum!", "fotoğrafımı değiştiremiyorum!"),  # half of the marks
        ("acik", "acik"),  # hardly rarer than with its marks
        ("kapattimm", "kapattım"),
        ("Profile Photo Update Failed", "Profile Photo Update Failed"),
        ("hic bilmiyorum", "hic bilmiyorum"),  # no example has it
    ],
)
def test_marks_are_put_back_where_a_word_is_mostly_written_with_them(typed, meant):
    assert Mender(TURKISH, {"ı": "i"}).mend(typed) == meant


def test_letters_that_stand_for_others_are_known():
    mend = Mender(GERMAN, {"ü": "ue", "ö": "oe", "ß": "ss"}).mend
    assert mend("fuer die groesse der fotos") == "für die größe der fotos"
    assert mend("schon") == "schon"  # another word
