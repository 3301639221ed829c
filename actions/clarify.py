"""Not understood: ask once, then offer a person."""

from actions.turn import TurnAction
from unstuck.guide import respond


class ActionClarify(TurnAction):
    """Asks about the one or two likely meanings; the second time in a row it offers a person."""

    action_name = "action_clarify"
    handler = staticmethod(respond.on_misunderstanding)


class ActionDefaultFallback(ActionClarify):
    """The same where no rule applies: Rasa runs this one by its own name."""

    action_name = "action_default_fallback"
    counts_as = "nlu_fallback"  # no rule has the intent: whoever sent the order made it up
