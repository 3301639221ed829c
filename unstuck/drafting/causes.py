"""What in a section that is about causes is one."""

from __future__ import annotations

from collections.abc import Sequence

from unstuck.drafting.naming import sentences
from unstuck.drafting.outline import Node
from unstuck.drafting.steps import AreSteps
from unstuck.drafting.tree import Block, Listing, Paragraph, text_of

EACH = 3  # words of an entry, in the mean, from which each entry of a list of causes is a cause of its own


def causes_in(blocks: Sequence[Block]) -> list[str]:
    """The causes that the one list of a text counts, each in a few words and nothing else; none where it has more."""
    lists = [block for block in blocks if isinstance(block, Listing)]
    if len(lists) != 1 or len(lists[0].items) < 2:
        return []
    items = lists[0].items
    texts = [text_of(*item.blocks) for item in items]
    plain = all(len(item.blocks) == 1 and isinstance(item.blocks[0], Paragraph) for item in items)
    return texts if plain and sum(len(text.split()) for text in texts) >= EACH * len(texts) else []


def tells_no_cause(node: Node, are_steps: AreSteps) -> bool:
    """Whether a section that is taken for a cause tells what to do instead, in running text of its own."""
    if node.nodes or not node.blocks or not all(isinstance(block, Paragraph) for block in node.blocks):
        return False
    return are_steps(sentences(text_of(*node.blocks)))
