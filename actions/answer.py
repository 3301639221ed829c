"""A question about the error."""

from actions.turn import TurnAction
from unstuck.guide import respond


class ActionAnswer(TurnAction):
    """Answers from the article, and goes on where the guide was."""

    action_name = "action_answer"
    handler = staticmethod(respond.on_question)
