"""Delete my picture."""

from actions.turn import TurnAction
from unstuck.guide import respond


class ActionDeletePhoto(TurnAction):
    """Deletes every picture of this person at once."""

    action_name = "action_delete_photo"
    handler = staticmethod(respond.on_delete_photo)
