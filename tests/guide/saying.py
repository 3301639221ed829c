"""Statements and messages in few words, for tables of what goes in."""

from unstuck.guide.turn import Message
from unstuck.understanding.statements import Act, How, Statement


def describes(intent, how=How.STATED, confidence=0.9, target=""):
    return Statement(Act.DESCRIBES, intent, target, how, confidence)


def did(fix, how=How.DONE, confidence=0.9):
    return Statement(Act.DID, "already_tried", fix, how, confidence)


def says(act, intent, confidence=0.9, target="", **entities):
    return Statement(act, intent, target, confidence=confidence, entities=tuple(entities.items()))


def message(text, *statements, entities=(), **more):
    """A typed message, read as these statements; its intent is that of the first."""
    intent = statements[0].intent if statements else "nlu_fallback"
    return Message(intent, entities=tuple(entities), statements=statements, text=text, **more)
