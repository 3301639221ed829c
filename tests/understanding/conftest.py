from pathlib import Path

import pytest

from unstuck import settings
from unstuck.articles.knowledge import Knowledge
from unstuck.understanding.classifier import Classifier
from unstuck.understanding.encoder import SentenceEncoder
from unstuck.understanding.entities import EntityFinder
from unstuck.understanding.fitting import fit
from unstuck.understanding.reading import Reader

EXAMPLES = {
    "weather": ["will it rain today", "is it sunny outside", "what is the weather like", "how cold is it tomorrow",
                "do I need an umbrella", "is there snow in the mountains", "temperature this weekend", "storm warning"],
    "food": ["order me a pizza", "I want to eat noodles", "what can I cook tonight", "find a recipe for bread",
             "is there soup left", "book a table for dinner", "how long do eggs boil", "I am hungry"],
    "travel": ["book a flight to Rome", "when does the train leave", "I need a hotel room", "rent a car for a week",
               "how far is the airport", "show me cheap flights", "cancel my train ticket", "is my passport valid"],
    "music": ["play some jazz", "turn the volume up", "who sings this song", "skip this track",
              "add it to my playlist", "play the latest album", "stop the music", "what is this tune called"],
}  # fmt: skip

MESSAGES = """
- text: I restarted my phone. The wifi is fine. It has rained all day
  statements:
  - {act: did, intent: already_tried, target: restart_device, how: failed, says: I restarted my phone}
  - {act: describes, intent: describe_network_trouble, how: denied, says: The wifi is fine}
- text: yes
  moment: outcome
  statements: [{act: answers, intent: affirm, says: "yes"}]
"""
TRIED = """
- {text: switched it off and on, fix: restart_device, how: done}
- {text: how do i restart, fix: restart_device, how: wanted}
- {text: my brother restarted his, fix: restart_device, how: not_me}
- {text: bought a cable, fix: new_cable, how: done}
- {text: my signal is strong, fix: none, how: denied, intent: describe_network_trouble}
"""
AT_STEP = """
- product: Kettle
  outcome: Is the water clear now?
  fix: Clean it
  other_fixes: [Buy another]
  steps:
  - says: Open the lid.
    help: It is on top.
    branches: [The lid is stuck]
  - says: Press the knob.
  - says: Try it.
  messages:
  - {at: 1, text: "open", move: done}
  - {at: 1, text: "open, pressed the knob and tried it", move: done, to: 4}
  - {at: 3, text: "how", move: help, also: [tells]}
  - {at: 1, text: "it is open. which knob do i press", move: help, to: 2}
  - {at: 2, text: "how", move: help}
  - {at: 1, text: "stuck", move: branch, branch: 1}
  - {at: 3, asked: true, text: "it boils", move: fixed}
"""


@pytest.fixture(scope="session")
def encoder() -> SentenceEncoder:
    """The sentence encoder as it was built."""
    chosen = settings.read()
    return SentenceEncoder.load(chosen.models / "encoder", chosen.encoder)


@pytest.fixture(scope="session")
def examples() -> list[tuple[str, str]]:
    """Four intents of everyday talk, eight examples each."""
    return [(text, intent) for intent, texts in EXAMPLES.items() for text in texts]


@pytest.fixture(scope="session")
def classifier(encoder: SentenceEncoder, examples: list[tuple[str, str]]) -> Classifier:
    """A classifier of the four intents."""
    return fit(examples, encoder.layers, encoder.fingerprint)


@pytest.fixture(scope="session")
def reader(models: Path) -> Reader:
    """The trained model."""
    return Reader.load(models)


@pytest.fixture(scope="session")
def finder(root: Path, knowledge: Knowledge) -> EntityFinder:
    """The entity finder with the project's patterns and articles."""
    return EntityFinder.load(root / "data" / "entities", knowledge.articles)


@pytest.fixture
def lessons_folder(tmp_path: Path) -> Path:
    """A few lessons of each kind."""
    for name, text in (
        ("messages", MESSAGES),
        ("tried", TRIED),
        ("moments", "- {text: gone, moment: outcome, intent: confirm_fixed}\n"),
        ("near", "- {text: my pasta is cold, moment: '', intent: out_of_scope}\n"),
        ("at_step", AT_STEP),
    ):
        (tmp_path / f"{name}.yml").write_text(text)
    return tmp_path
