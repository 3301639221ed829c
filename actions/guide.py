"""Steering the guide."""

from actions.turn import TurnAction
from unstuck.guide import respond


class ActionGuide(TurnAction):
    """Next, back, skip, it works, it does not, and everything else that steers."""

    action_name = "action_guide"
    handler = staticmethod(respond.steer)
