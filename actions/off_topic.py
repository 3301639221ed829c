"""Something else entirely."""

from actions.turn import TurnAction
from unstuck.guide import respond


class ActionOffTopic(TurnAction):
    """Says that it cannot help with that; the second time in a row it offers a person."""

    action_name = "action_off_topic"
    handler = staticmethod(respond.on_off_topic)
