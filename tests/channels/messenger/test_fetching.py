"""Files that people send: fetched and kept, or named with the reason, and the words beside them are read."""

import pytest

from channels.messenger.service import Left, Remote, Voice
from tests import pictures
from unstuck.storage.inbox import ArrivalsSetAside

MP4 = b"\0\0\0\x18ftypmp42\0\0\0\0mp42isom" + b"\0" * 300


CAPTION = "it says update failed"


HALF_A_CHARACTER = "\ufeffnotes".encode("utf-16-le") + b"\x05"


@pytest.fixture
async def peer(aiohttp_server_of):
    files = {"/me.jpg": pictures.fine(), "/notes.pdf": b"%PDF-1.7 no picture", "/empty": b"", "/clip.mp4": MP4}
    server = await aiohttp_server_of(files)
    return lambda name: Remote(f"{server}/{name}", name)


async def test_a_file_is_fetched_kept_and_shown_to_the_bot(house, aiohttp_server_of):
    server = await aiohttp_server_of({"/me.jpg": pictures.fine()})
    await house.arrive(f"{server}/me.jpg", "file", caption="this one")
    await house.arrive(f"{server}/me.jpg", "file")
    await house.settle()
    assert [turn.startswith('/provide_image{"attachment":"att_') for turn in house.dialogue.turns] == [True, True]
    assert house.service.texts.count("Send it as a file.") == 1


async def test_a_text_that_ends_within_a_character_is_refused_at_once(house, aiohttp_server_of):
    server = await aiohttp_server_of({"/notes": HALF_A_CHARACTER})
    await house.arrive(f"{server}/notes", "file")
    await house.settle()
    assert "not a picture but a TEXT file" in house.service.texts[0]
    assert ArrivalsSetAside(house.settings.var).all() == []


@pytest.mark.parametrize("name", ["notes.pdf", "clip.mp4", "empty", "nowhere.jpg"])
async def test_words_beside_a_file_that_is_not_taken_are_read_and_the_file_is_named(house, peer, impatient, name):
    await house.send(peer(name), caption=CAPTION)
    assert house.dialogue.turns == [CAPTION]
    assert any(text.startswith(f"{name}: ") for text in house.service.texts)
    assert f"re: {CAPTION}" in house.service.texts


async def test_the_pictures_among_several_files_are_taken_and_the_rest_is_named(house, peer):
    await house.send(peer("notes.pdf"), peer("me.jpg"), Left("me.heic", "It is too large."), caption=CAPTION)
    (turn,) = house.dialogue.turns
    assert turn.startswith("/provide_image")
    assert house.messenger.message_log.last_said("slack-a").message.text == CAPTION
    (told,) = [text for text in house.service.texts if "re:" not in text]
    assert told.splitlines()[1] == "me.heic: It is too large."
    assert told.startswith("notes.pdf: This is not a picture but a PDF file")


async def test_of_too_many_pictures_the_first_are_taken_wherever_they_stand_and_the_last_is_named(house, peer):
    await house.send(peer("notes.pdf"), *[peer("me.jpg")] * 6)
    assert len(house.dialogue.turns) == 5
    (told,) = [text for text in house.service.texts if "re:" not in text]
    assert [line.partition(":")[0] for line in told.splitlines()] == ["notes.pdf", "me.jpg"]


async def test_too_many_words_beside_a_picture_do_not_cost_the_picture(house, peer):
    await house.send(peer("me.jpg"), caption="x" * 3000)
    assert [turn.partition("{")[0] for turn in house.dialogue.turns] == ["/provide_image"]
    assert any("fewer words" in text for text in house.service.texts)


async def test_a_file_alone_is_refused_in_one_sentence_without_its_name(house, peer):
    await house.send(peer("notes.pdf"))
    assert house.dialogue.turns == []
    assert house.service.texts == [
        "This is not a picture but a PDF file, whatever its name says: please send the picture itself."
    ]


@pytest.mark.parametrize(
    ("told", "before", "words"),
    [
        ("de", "", "anhören"),
        ("pt-BR", "", "mensagens de voz"),
        ("xx", "", "voice messages"),
        ("", "meine App stürzt beim Hochladen des Bildes immer ab", "anhören"),
        ("", "", "voice messages"),
    ],
)
async def test_a_voice_note_is_answered_in_the_person_s_language(house, told, before, words):
    if before:
        await house.arrive(before)
        await house.settle()
    await house.send(Voice("voice", told))
    assert words in house.service.texts[-1]
    await house.send(Voice("voice", told), caption=CAPTION)
    assert house.dialogue.turns[-1] == CAPTION
