"""What a channel refuses, and the sentence for it: the response with the code as its name, in the present language."""

from unstuck.errors import ChannelError, StoreError, UnstuckError
from unstuck.wording.responses import ENGLISH
from unstuck.wording.speaking import words
from unstuck.wording.spoken_languages import code_of, spoken


def refuse(code: str, /, **values: object) -> ChannelError:
    """The error to raise; `values` fill the placeholders of its sentence."""
    return ChannelError(code, sentence(code, **values))


def sentence(name: str, /, **values: object) -> str:
    """The response `utter_<name>` in words."""
    return words().say(f"utter_{name}", **values)


def sentence_in(language: str, name: str, /, **values: object) -> str:
    """The same in a certain language, also in one that the bot does not speak where it has that sentence for it."""
    languages, code = spoken(), code_of(language)
    if code in languages.translations:
        return languages.words(code).say(f"utter_{name}", **values)
    own = languages.not_spoken.get(f"utter_{name}", {}).get(code)
    return own.format_map(values) if own else sentence(name, **values)


def told(error: UnstuckError) -> str:
    """The sentence of an error, as a person reads it: its own in English, in other languages the response for it."""
    present = words()
    if present.language == ENGLISH or isinstance(error, ChannelError):
        return error.message
    if (own := f"utter_{error.code}") in present:
        return present.say(own)
    return present.say("utter_try_again" if isinstance(error, StoreError) else "utter_trouble")
