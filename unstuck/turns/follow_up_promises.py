"""Promises to write again: made, and called off."""

from __future__ import annotations

from dataclasses import dataclass

from unstuck.guide.case import Case
from unstuck.guide.turn import CancelFollowUps, Say, ScheduleFollowUp, Turn
from unstuck.support.follow_ups import FollowUps
from unstuck.turns.person import Person


@dataclass(frozen=True)
class FollowUpPromises:
    """Makes promises and calls them off."""

    follow_ups: FollowUps

    def schedule(self, effect: ScheduleFollowUp, _: Case, turn: Turn, person: Person) -> Turn:
        """Promise to write again. Raises StoreError."""
        self.follow_ups.schedule(person.id, person.channel, effect.hours)
        return turn

    def cancel(self, effect: CancelFollowUps, _: Case, turn: Turn, person: Person) -> Turn:
        """Call the promise off, and say whether there was one if that is asked for. Raises StoreError."""
        count = self.follow_ups.cancel(person.id)
        return turn.saying(Say("follow_up_cancelled" if count else "no_follow_up")) if effect.tell else turn
