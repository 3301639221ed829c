"""A fix of a few steps, and messages at it, of which no model is needed."""

import numpy as np

from tests.understanding.words import WordCounter
from unstuck.understanding.classifier import Guess
from unstuck.understanding.context import Context, StepWords
from unstuck.understanding.moves import Looks

EMBED = WordCounter().layers_of_all
STEPS = tuple(map(StepWords, ("Open the lid.", "Press the green knob.", "Pour the water.", "Try it again.")))
STEP = Context("step", "fix", 0, STEPS, ("Clean it",), ("Buy another",))


def vector(words):
    """Where words lie, for these tests."""
    return EMBED([words])[0, -1]


def looks(*texts):
    """What is guessed of a message and its clauses: that it goes on, and that it is done."""
    guess = Guess((("next_step", 0.9), ("ask_step_help", 0.1)), "")
    how = Guess((("done", 0.9), ("asked", 0.1)), "")
    rows = np.stack([vector(text) for text in texts])
    count = len(texts)
    return Looks((guess,) * count, (guess,) * count, (how,) * count, rows, rows, (False,) * count, texts)
