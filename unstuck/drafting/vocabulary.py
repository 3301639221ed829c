"""How articles are worded, from data/importing/vocabulary.yml."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass
from enum import StrEnum
from functools import lru_cache
from re import Pattern

from ruamel.yaml import YAML

from unstuck.articles.model import Device
from unstuck.settings import ROOT


class Role(StrEnum):
    """What a part of an article is for. METHOD, CAUSE, STEP and the like are parts of METHODS, CAUSES and so on."""

    TAKEAWAYS = "takeaways"
    ESCALATIONS = "escalations"
    QUESTIONS = "questions"
    COMPARISON = "comparison"
    PREVENTION = "prevention"
    SOURCE = "source"
    AROUND = "around"
    ENDING = "ending"
    CAUSES = "causes"
    LIMITS = "limits"
    BEFORE = "before"
    MORE = "more"
    METHODS = "methods"
    SUMMARY = "summary"


@dataclass(frozen=True)
class Vocabulary:
    """Compiled patterns and word lists; data/importing/vocabulary.yml says what each is."""

    roles: Mapping[Role, Pattern[str]]
    numbered_method: Pattern[str]
    numbered_step: Pattern[str]
    numbered_cause: Pattern[str]
    bare_number: Pattern[str]
    label: Pattern[str]
    aside: Pattern[str]
    several_fixes: Pattern[str]
    on_fixing: Pattern[str]
    one_fix: Pattern[str]
    instruction: Pattern[str]
    helps: Pattern[str]
    placed: Pattern[str]
    not_there: Pattern[str]
    for_platform: Pattern[str]
    bylines: Pattern[str]
    reference: Pattern[str]
    replies: Pattern[str]
    cases: Pattern[str]
    around_classes: Pattern[str]
    still: Pattern[str]
    last_resort: Pattern[str]
    one_fix_label: Pattern[str]
    devices: Mapping[Device, Pattern[str]]
    platforms: Mapping[str, str]
    no_platform: str
    no_products: frozenset[str]
    shared_intents: Mapping[str, Pattern[str]]
    columns: Mapping[str, Pattern[str]]
    formats: Mapping[str, str]
    sentences: Mapping[str, str]
    examples: Mapping[str, list[str]]


@lru_cache
def vocabulary() -> Vocabulary:
    """The vocabulary; read once."""
    path = ROOT / "data" / "importing" / "vocabulary.yml"
    told = YAML(typ="safe").load(path.read_text(encoding="utf-8"))
    verbs = "|".join(sorted(map(re.escape, told["verbs"]), key=len, reverse=True))
    platforms = {name: name for name in told["platforms"]} | told["platform_names"]
    others = rf"(?!(?:{'|'.join(told['no_verbs'])})\b|\w+(?:ly|ed|ing|s)\b)[a-z-]{{2,}} (?:the|your|it|an?|them|its)\b"
    instruction = rf"(?:{told['leads']}\W+){{0,3}}(?:(?:{verbs})\b(?!['’-]s)|{others})"
    return Vocabulary(
        roles={Role(name): _pattern(pattern) for name, pattern in told["roles"].items()},
        numbered_method=_pattern(told["numbered_method"]),
        numbered_step=_pattern(told["numbered_step"]),
        numbered_cause=_pattern(told["numbered_cause"]),
        bare_number=re.compile(told["bare_number"]),
        label=_pattern(rf"^\**({told['labels']})\**\s*(?::\**|\?\**(?=\s)|\s[–—-]\s)\s*"),
        aside=_pattern(rf"^\W*{told['asides']}\b\W*[:!.–—-]"),
        several_fixes=_pattern(told["several_fixes"]),
        on_fixing=_pattern(told["on_fixing"]),
        one_fix=_pattern(told["one_fix"]),
        instruction=_pattern(rf"^\W*{instruction}"),
        helps=_pattern(told["helps"]),
        placed=_pattern(rf"^\W*(?:{told['leads']}\W+)?(?P<place>{told['places']})\s+{instruction}"),
        not_there=_pattern(told["not_there"]),
        for_platform=_pattern(told["for_platform"].format("|".join(map(re.escape, platforms)))),
        bylines=_pattern(told["bylines"]),
        reference=_pattern(told["reference"]),
        replies=_pattern(told["replies"]),
        cases=_pattern(told["cases"]),
        around_classes=_pattern(told["around_classes"]),
        still=_pattern(told["still"]),
        last_resort=_pattern(told["last_resort"]),
        one_fix_label=_pattern(told["one_fix_label"]),
        devices={Device(name): _pattern(pattern) for name, pattern in told["devices"].items()},
        platforms=platforms,
        no_platform=told["no_platform"],
        no_products=frozenset(told["no_products"]),
        shared_intents={name: _pattern(pattern) for name, pattern in told["shared_intents"].items()},
        columns={name: _pattern(pattern) for name, pattern in told["columns"].items()},
        formats=told["formats"],
        sentences=told["sentences"],
        examples=told["examples"],
    )


def _pattern(text: str) -> Pattern[str]:
    return re.compile(text, re.IGNORECASE)
