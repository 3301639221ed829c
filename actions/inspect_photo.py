"""A picture to look at."""

from actions.turn import TurnAction, desk
from unstuck.guide.case import Case
from unstuck.guide.turn import Message, Turn
from unstuck.turns.service import Person


class ActionInspectPhoto(TurnAction):
    """Says what is wrong with a picture and hands back one that fits; reads the screenshot of an error."""

    action_name = "action_inspect_photo"

    async def turn(self, case: Case, message: Message, person: Person) -> Turn:
        """Inspect the attachment that the message names, or else the picture seen last."""
        sent = message.values("attachment")
        return await desk().look_at(case, sent[-1] if sent else None, person)
