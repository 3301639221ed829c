"""The language of whoever is answered just now, and of nobody else."""

import asyncio

from unstuck.wording.speaking import in_language, language, speak, words


def test_within_a_block_its_language_is_spoken_and_behind_it_the_one_before():
    with in_language("de"):
        assert language() == "de"
        with in_language(""):
            assert language() == "en"
        assert language() == "de"
    assert language() == "en"


async def test_two_who_are_answered_at_once_each_have_their_own():
    async def answer(wanted):
        speak(wanted)
        await asyncio.sleep(0)
        return language()

    assert await asyncio.gather(*map(answer, ("de", "fr", ""))) == ["de", "fr", "en"]
    assert language() == "en"


async def test_what_is_begun_within_a_block_speaks_its_language():
    with in_language("de"):
        task = asyncio.create_task(asyncio.to_thread(language))
    assert await task == "de"


def test_where_a_language_is_not_spoken_the_words_are_english():
    with in_language("tlh"):
        assert (language(), words().language) == ("tlh", "en")
