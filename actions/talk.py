"""Small talk."""

from actions.turn import TurnAction
from unstuck.guide import respond


class ActionTalk(TurnAction):
    """Answers greetings, thanks and anger, and goes on where the guide was."""

    action_name = "action_talk"
    handler = staticmethod(respond.on_talk)
