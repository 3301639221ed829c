"""How well pages become drafts: `make bench-drafting FOLDER=...`. docs/drafting.md says of which pages its figures are.

The folder holds `pages/`, and `labels.yml`: for each page by its name `fixes`, a list of `title` (a part of the title,
or several with | between) and `steps` (how each begins, likewise), and `causes` (a part of each one's words); or
`how_to: false`.
A step counts when its beginning is there, in the right fix, in order, and nothing of the next one is in it.
"""

from __future__ import annotations

import re
import sys
from collections import Counter
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Any

from ruamel.yaml import YAML

from unstuck import settings
from unstuck.drafting.importer import import_page
from unstuck.drafting.kinds import Judge
from unstuck.errors import ArticleError
from unstuck.understanding.languages import encoder

Fields = Mapping[str, Any]
MARKS = re.compile(r"[*`\[\]]|\(https?:[^)]*\)")


def plain(text: str) -> str:
    """A text as labels are compared with it."""
    return MARKS.sub("", text).strip().lower().replace("’", "'")


def is_any(wanted: str, of: Sequence[str], begins: bool = False) -> bool:
    """Whether one of the wanted words stands in a text, or begins it."""
    return any(text.startswith(one) if begins else one in text for one in map(plain, wanted.split("|")) for text in of)


def steps_right(fix: Fields, drafts: Sequence[Fields]) -> int:
    """Of the steps of a fix, how many are in the best fix of the drafts that has its title."""
    best = 0
    for draft in drafts:
        for method in draft.get("methods", ()):
            if is_any(fix["title"], [plain(f"{draft['title']} :: {method['title']}")]):
                best = max(best, _in_order(fix["steps"], method["steps"]))
    return best


def _in_order(wanted: Sequence[str], steps: Sequence[Fields]) -> int:
    place = right = 0
    for number, beginning in enumerate(wanted):
        for at in range(place, len(steps)):
            text = plain(steps[at]["text"])
            if is_any(beginning, [text, plain(f"{steps[at].get('title') or ''} {steps[at]['text']}")], begins=True):
                after = wanted[number + 1] if number + 1 < len(wanted) else ""
                swallowed = after and any(f"\n{plain(one)}" in text for one in after.split("|"))
                right, place = (right, place) if swallowed else (right + 1, at + 1)
                break
    return right


def main() -> int:
    """Print a row for each page, and the sums."""
    folder = Path(sys.argv[1])
    judge = Judge(settings.ROOT / "data" / "importing" / "sections.npz", lambda text: encoder.load().layers(text)[-1])
    whole: Counter[str] = Counter()
    print("| page | steps | causes | false causes | |\n|---|---|---|---|---|")
    for name, labels in YAML(typ="safe").load(folder / "labels.yml").items():
        try:
            drafts: Sequence[Fields] = [
                one.fields for one in import_page(folder / "pages" / name, "page", judge).drafts
            ]
            note = f"{len(drafts)} drafts" if len(drafts) > 1 else ""
        except ArticleError as error:
            drafts, note = (), f"refused ({error.code})"
        if labels.get("how_to") is False:
            whole["accepted"] += bool(drafts)
            print(f"| {name} | - | - | - | {'accepted, and no how-to' if drafts else note} |")
            continue
        right = sum(steps_right(fix, drafts) for fix in labels["fixes"])
        steps = sum(len(fix["steps"]) for fix in labels["fixes"])
        told = [plain(f"{one['title']} {one['explanation']}") for draft in drafts for one in draft.get("causes", ())]
        wanted = list(labels.get("causes", ()))
        for text in told:  # one told cause answers for one wanted one
            wanted.remove(found) if (found := next((one for one in wanted if is_any(one, [text])), None)) else None
        causes = len(labels.get("causes", ())) - len(wanted)
        false = len(told) - causes
        print(f"| {name} | {right} of {steps} | {causes} of {len(labels.get('causes', ()))} | {false} | {note} |")
        whole.update(right=right, steps=steps, causes=causes, wanted=len(labels.get("causes", ())), false=false)
    print(f"steps {whole['right']} of {whole['steps']} ({whole['right'] / (whole['steps'] or 1):.0%}), ", end="")
    print(f"causes {whole['causes']} of {whole['wanted']}, false ones {whole['false']}, ", end="")
    print(f"accepted without a how-to {whole['accepted']}")
    return 0


if __name__ == "__main__":
    sys.exit(main())
