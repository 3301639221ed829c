"""Which act each intent is: data/statements/acts.yml, and for articles' own intents the part that names them."""

from __future__ import annotations

from collections.abc import Collection, Mapping
from pathlib import Path

from ruamel.yaml import YAML

from unstuck.articles.knowledge import Knowledge, Part
from unstuck.errors import ModelError
from unstuck.understanding.statements import Act

FILE = "acts.yml"
ONLY_WHEN_OPEN, WHENEVER = "only_when_open", "whenever"


class Acts:
    """Tells the act of an intent; articles' own intents as the articles are now.

    `only_when_open` are intents that nobody means while nothing is on the screen, `whenever` those that mean the same
    at any moment.
    """

    def __init__(
        self,
        shared: Mapping[str, Act],
        knowledge: Knowledge,
        only_when_open: Collection[str] = (),
        whenever: Collection[str] = (),
    ) -> None:
        self._shared = shared
        self.only_when_open = frozenset(only_when_open)
        self.whenever = frozenset(whenever)
        self._knowledge = knowledge

    @classmethod
    def load(cls, folder: Path, knowledge: Knowledge) -> Acts:
        """From `acts.yml` in a folder. Raises ModelError when it is missing or wrong."""
        path = folder / FILE
        try:
            tree = YAML(typ="safe").load(path)
            waiting, whenever = (tree.pop(name) for name in (ONLY_WHEN_OPEN, WHENEVER))
            shared = {intent: Act(act) for act, intents in tree.items() for intent in intents}
            return cls(shared, knowledge, waiting, whenever)
        except Exception as error:
            raise ModelError("no_acts", f"{path} cannot be used ({error}); restore or mend it.") from None

    def of(self, intent: str) -> Act:
        """The act of an intent; one that nobody knows is talk."""
        if intent in self._shared:
            return self._shared[intent]
        targets = self._knowledge.intents.get(intent, ())
        if not targets:
            return Act.TALKS
        return Act.ASKS if targets[0].part is Part.ANSWER else Act.DESCRIBES
