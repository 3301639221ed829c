import pytest

from unstuck.understanding.language import LanguageReader

VOCABULARY = [
    "threads",
    "photo",
    "profile",
    "pfp",
    "heic",
    "wifi",
    "app",
    "ok",
    "done",
    "pls",
    "wont",
    "im",
    "iphone",
    "mini",
    "nah",
    "good",
    "list",
    "em",
    "ready",
]


@pytest.fixture(scope="module")
def reader():
    return LanguageReader(VOCABULARY)


@pytest.mark.parametrize(
    ("text", "language"),
    [
        ("mi foto de perfil no se actualiza en threads", "es"),
        ("Mein Profilbild lässt sich nicht ändern", "de"),
        ("je n'arrive pas à changer ma photo de profil", "fr"),
        ("não consigo mudar minha foto de perfil", "pt"),
        ("non riesco a cambiare la foto del profilo", "it"),
        ("ik kan mijn profielfoto niet wijzigen", "nl"),
        ("profil fotoğrafımı değiştiremiyorum", "tr"),
        ("nie mogę zmienić zdjęcia profilowego", "pl"),
        ("foto profil saya tidak bisa diganti", "id"),
        ("не могу поменять фото профиля", "ru"),
        ("プロフィール写真が変更できません", "ja"),
        ("无法更改头像", "zh"),
        ("프로필 사진을 변경할 수 없어요", "ko"),
        ("لا أستطيع تغيير صورة الملف الشخصي", "ar"),
        ("मेरी प्रोफाइल फोटो नहीं बदल रही", "hi"),
    ],
)
def test_another_language_is_recognised(reader, text, language):
    assert reader.language(text) == language


@pytest.mark.parametrize(
    "text",
    ["", "👍", "12345", "ok done", "im ready", "13 mini", "iphone 13 mini", "pfp wont change pls", "no", "nah im good",
     "heic", "lol", "asap pls", "um no", "its teh wifi", "tnx", "WIFI", "not wroking agian", "yo", "k", "list em",
     "my naem is José", "x2", "i dunno"],
)  # fmt: skip
def test_english_is_never_called_foreign(reader, text):
    assert reader.language(text) == "en"
