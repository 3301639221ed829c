"""A description of what is wrong."""

from actions.turn import TurnAction
from unstuck.guide import respond


class ActionDiagnose(TurnAction):
    """From a description to a cause, and to the first fix."""

    action_name = "action_diagnose"
    handler = staticmethod(respond.on_description)
