"""From what the core says to Rasa's messages, in the words of the conversation's language."""

from rasa_sdk.executor import CollectingDispatcher

from unstuck.guide.turn import Choice, Say, SendFile
from unstuck.wording import render
from unstuck.wording.render import line, payload, text, title
from unstuck.wording.responses import Words

BESIDE = ("kind", "end", "asks")  # what a message tells the channel beside its words


def utter(dispatcher: CollectingDispatcher, words: Words, said: Say | SendFile, **common: object) -> None:
    """Put one message into the dispatcher; every response may use the `common` values."""
    if isinstance(said, SendFile):
        dispatcher.utter_message(json_message=file_message(words, said))
        return
    told, values = render.said(words, said, **common)
    always = [{"title": one, "payload": order} for one, order in words.buttons(f"utter_{said.name}")]
    buttons = [*always, *(_button(words, choice) for choice in said.choices)]
    beside = items(words, said) | {name: kept for name in BESIDE if (kept := getattr(said, name))}
    values = values | beside | {"language": said.language or words.language, "utter_action": f"utter_{said.name}"}
    dispatcher.utter_message(text=told, buttons=buttons, **values)


def _button(words: Words, choice: Choice) -> dict[str, str]:
    shown = {"picture": choice.picture} if choice.picture else {}
    return {"title": title(words, choice), "payload": payload(choice)} | shown


def file_message(words: Words, file: SendFile) -> dict[str, str]:
    """The custom message that each channel turns into a file of its own."""
    return {
        "type": "file",
        "attachment": file.attachment,
        "filename": file.filename,
        "alt": line(words, file.alt),
        "preview": file.preview,
    }


def items(words: Words, said: Say) -> dict[str, list]:
    """The lines of a message one by one, for channels that show them as a list of their own."""
    lines = [item for value in said.values.values() if isinstance(value, tuple) for item in value]
    if not lines:
        return {}
    return {
        "items": [{n: text(words, v) for n, v in item.values.items()} | {"text": line(words, item)} for item in lines]
    }
