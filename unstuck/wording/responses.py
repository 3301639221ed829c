"""The bot's own words, as domain.yml holds them, for the command line, which has no Rasa to render them."""

from collections.abc import Mapping
from functools import lru_cache
from pathlib import Path

from ruamel.yaml import YAML

from unstuck.settings import ROOT


class Words:
    """Responses by name."""

    def __init__(self, responses: Mapping[str, list[dict]]) -> None:
        self._responses = responses

    @classmethod
    def load(cls, path: Path = ROOT / "domain.yml") -> "Words":
        """Read the responses of a Rasa domain file."""
        return _load(path)

    def __contains__(self, name: str) -> bool:
        return name in self._responses

    def say(self, name: str, /, **values: object) -> str:
        """The text of response `name` with its placeholders filled from `values`; first variant. Raises KeyError."""
        return str(self._responses[name][0]["text"]).strip().format_map(values)

    def say_in(self, language: str, name: str) -> str:
        """The same in the variant of a language (ISO 639-1, or longer: "pt-BR"), or else the first. Raises KeyError."""
        wanted = language.casefold().replace("_", "-").partition("-")[0]
        variants = self._responses[name]
        mine = (one for one in variants if (one.get("metadata") or {}).get("language") == wanted)
        return str(next(mine, variants[0])["text"]).strip()

    def buttons(self, name: str) -> list[tuple[str, str]]:
        """Title and payload of the buttons that a response always has. Raises KeyError."""
        buttons = self._responses[name][0].get("buttons", ())
        return [(button["title"], button["payload"].replace("{{", "{").replace("}}", "}")) for button in buttons]


@lru_cache
def _load(path: Path) -> Words:
    with path.open(encoding="utf-8") as file:
        return Words(YAML(typ="safe").load(file)["responses"])
