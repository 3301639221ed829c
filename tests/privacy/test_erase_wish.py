"""Who asks that everything is erased is understood, and nobody else."""

import pytest

from unstuck.privacy.erase_wish import wants_erasure, yes_or_no


@pytest.mark.parametrize(
    "text",
    [
        "delete my data",
        "Delete my data.",
        "please delete all my data!",
        "Can you delete my personal data, please?",
        "could you please erase this conversation",
        "erase everything you know about me",
        "Delete everything",
        "delete everything I've said",
        "forget me",
        "Forget about me please",
        "I want my data deleted",
        "I want all of my data to be erased",
        "remove all the information you have about me",
        "wipe our chat history",
        "hi, delete my messages now",
        "Lösche bitte meine Daten",
        "bitte alle meine Daten löschen",
        "Vergiss mich!",
        "Supprimez mes données personnelles, s'il vous plaît",
        "Oublie-moi",
        "Borra mis datos por favor",
        "¿Puedes?  borrar esta conversación".removeprefix("¿Puedes?  "),
        "Cancella i miei dati",
        "Apague meus dados",
        "私のデータを全部消してください。",
        "この会話を削除して",
        "Verilerimi siler misin?",
        "lütfen tüm mesajlarımı sil",
        "من فضلك احذف بياناتي",
        "احذف هذه المحادثة",
    ],
)
def test_the_wish_is_understood(text):
    assert wants_erasure(text)


@pytest.mark.parametrize(
    "text",
    [
        "delete my photo",
        "delete my picture please",
        "delete the app",
        "I deleted the app and installed it again",
        "delete my account",
        "should I delete my data? I mean of the app",
        "clear the cache",
        "clear app data",
        "delete the app's data",
        "delete my instagram data",
        "forget it",
        "don't delete my data",
        "do not erase this conversation",
        "will reinstalling delete my messages",
        "does it delete everything",
        "everything",
        "remove my profile picture",
        "erase all content and settings",
        "I deleted my chat history but it still fails",
        "写真を消して",
        "アプリを削除した",
        "データを消さないで",
        "uygulamayı sil",
        "verilerimi silme",
        "احذف التطبيق",
        "احذف صورتي",
        "delete my data " * 20,
        "",
    ],
)
def test_something_else_is_not_taken_for_it(text):
    assert not wants_erasure(text)


@pytest.mark.parametrize("text", ["yes", "Yes!", "Yes, erase it all", "ja bitte", "Sí.", "はい", "Evet", "نعم"])
def test_a_yes(text):
    assert yes_or_no(text) is True


@pytest.mark.parametrize("text", ["no", "No, keep it.", "Nein!", "never mind", "don’t", "いいえ。", "Hayır", "لا"])
def test_a_no(text):
    assert yes_or_no(text) is False


@pytest.mark.parametrize("text", ["no idea", "yes but keep my ticket", "next", "yesterday it worked", ""])
def test_neither(text):
    assert yes_or_no(text) is None
