"""Whose turn it is in a conversation that has a ticket."""

from enum import StrEnum


class Phase(StrEnum):
    """Where a ticket stands. A conversation without an open ticket is the bot's."""

    WAITING = "waiting"  # for a teammate; the person may go on with the bot
    HELD = "held"  # by a teammate; the bot is silent
    HANDED_BACK = "handed_back"  # to the bot, perhaps with a fix whose result the teammate waits for
    CLOSED = "closed"


class Reason(StrEnum):
    """Why a ticket was closed."""

    SOLVED = "solved"
    NO_ANSWER = "no_answer"
    NOT_OURS = "not_ours"
    OTHER = "other"
