"""What a channel refuses, and the sentence for it: the response of domain.yml that has the code as its name."""

from unstuck.errors import ChannelError
from unstuck.wording.responses import Words


def refuse(code: str, /, **values: object) -> ChannelError:
    """The error to raise; `values` fill the placeholders of its sentence."""
    return ChannelError(code, sentence(code, **values))


def sentence(name: str, /, **values: object) -> str:
    """The response `utter_<name>` in words."""
    return Words.load().say(f"utter_{name}", **values)


def sentence_in(language: str, name: str) -> str:
    """The same in a language, where it has a variant for it."""
    return Words.load().say_in(language, f"utter_{name}")
