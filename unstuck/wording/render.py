"""From what the guide says to words: messages, their lines and buttons, wherever they are shown."""

import json

from unstuck.guide.turn import Choice, Line, Listed, Say
from unstuck.wording.refusals import sentence_in
from unstuck.wording.responses import Words


def text(words: Words, value: object) -> object:
    """A value of a message: lines become text, lists sentences' parts, everything else stays."""
    if isinstance(value, Line):
        return line(words, value)
    if isinstance(value, Listed):
        return words.listed([str(text(words, item)) for item in value.items], value.how)
    if isinstance(value, tuple):
        return "\n".join(line(words, item) for item in value)
    return value


def said(words: Words, say: Say, **common: object) -> tuple[str, dict[str, object]]:
    """A message in words, and its values; every response may use the `common` ones."""
    values = {name: text(words, value) for name, value in say.values.items()}
    if say.language and say.language != words.language:
        return sentence_in(say.language, say.name, **common | values), values
    return words.say(f"utter_{say.name}", **common | values), values


def line(words: Words, item: Line) -> str:
    """One line in words."""
    return words.say(f"utter_{item.name}", **{name: text(words, value) for name, value in item.values.items()})


def title(words: Words, choice: Choice) -> str:
    """What stands on a button."""
    return choice.title or words.say(f"utter_{choice.label}")


def payload(choice: Choice) -> str:
    """What a button sends: the intent and its entities, as Rasa reads them."""
    return f"/{choice.intent}{json.dumps(dict(choice.entities), separators=(',', ':')) if choice.entities else ''}"
