"""A message falls into its statements by punctuation and the joining words of its language."""

import pytest

from unstuck.understanding.languages.cutting import cut


def texts(languages, code, text):
    return [clause.text for clause in cut(text, languages[code])]


@pytest.mark.parametrize(
    ("code", "text", "parts"),
    [
        ("de", "hab neu gestartet und die app gelöscht", ["hab neu gestartet", "und die app gelöscht"]),
        ("de", "Hallo! Es dreht sich. Dann passiert nichts", ["Hallo!", "Es dreht sich.", "Dann passiert nichts"]),
        ("de", "iOS 18.6 ist drauf, das Bild hat 4,5 MB", ["iOS 18.6 ist drauf", "das Bild hat 4,5 MB"]),
        ("de", "profil und bild", ["profil und bild"]),
        ("es", "¿por qué pasa? ya reinicié el móvil", ["¿por qué pasa?", "ya reinicié el móvil"]),
        ("ja", "写真が更新できません。再起動もしました。", ["写真が更新できません。", "再起動もしました。"]),
        ("ar", "ما تتغير الصورة؟ جربت كل شيء", ["ما تتغير الصورة؟", "جربت كل شيء"]),
        ("tr", "", []),
        ("tr", " ,,, ", []),
    ],
)
def test_a_message_falls_into_clauses(languages, code, text, parts):
    assert texts(languages, code, text) == parts


def test_a_name_is_never_cut(languages):
    text = "Photo Not Saved, Could Not Upload steht da"
    (one,) = cut(text, languages["de"], [(0, 32)])
    assert one.text == text


def test_a_question_of_one_s_own_and_its_answer_are_one_clause(languages):
    found = cut("Neu gestartet? ja. App gelöscht? nein.", languages["de"])
    assert [(one.text, one.asks) for one in found] == [("Neu gestartet? ja.", False), ("App gelöscht? nein.", False)]


@pytest.mark.parametrize(
    ("code", "text", "asks", "asks_what"),
    [
        ("de", "wie groß darf es sein", True, True),
        ("de", "ist das zu groß?", True, False),
        ("de", "es geht nicht", False, False),
        ("tr", "bu fotoğraf büyük mü", True, False),
        ("ja", "写真は大きすぎますか", True, False),
        ("ar", "هل الصورة كبيرة", True, False),
    ],
)
def test_a_question_is_known_by_its_mark_or_its_words(languages, code, text, asks, asks_what):
    (one,) = cut(text, languages[code])
    assert (one.asks, one.asks_what) == (asks, asks_what)
