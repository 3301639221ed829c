"""A person, please."""

from actions.turn import TurnAction
from unstuck.guide import respond


class ActionHandOff(TurnAction):
    """Opens a ticket and says its number."""

    action_name = "action_hand_off"
    handler = staticmethod(respond.on_hand_off)
