"""Make my picture fit."""

from actions.turn import TurnAction, desk
from unstuck.guide.case import Case
from unstuck.guide.turn import Message, Turn
from unstuck.photo.model import Crop
from unstuck.turns.service import Person


class ActionRepairPhoto(TurnAction):
    """Hands back a picture that fits, with the part of it that was asked for."""

    action_name = "action_repair_photo"

    async def turn(self, case: Case, message: Message, person: Person) -> Turn:
        """Repair the attachment that the message names, or else the picture seen last."""
        sent = message.values("attachment")
        wanted = [value for value in message.values("crop") if value in {crop.value for crop in Crop}]
        return await desk().repair(case, sent[-1] if sent else None, person, Crop(wanted[-1]) if wanted else Crop.AUTO)
