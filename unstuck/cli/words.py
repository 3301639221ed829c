"""`unstuck words`: what people read, in each language."""

import argparse
from pathlib import Path

from unstuck import settings
from unstuck.errors import WordsError


def register(commands: "argparse._SubParsersAction[argparse.ArgumentParser]") -> None:
    """Add `words` with its parts."""
    command = commands.add_parser("words", help="what people read, in each language")
    parts = command.add_subparsers(dest="part", required=True, metavar="PART")
    check = parts.add_parser("check", help="name what a language lacks, or all of them")
    check.add_argument("language", nargs="?", help="its code, like de, or a file; without it, all")
    check.set_defaults(run=run_check)
    frame = parts.add_parser("frame", help="write the file of a language with what to fill in; what is there is kept")
    frame.add_argument("language", help="its code, like de")
    frame.set_defaults(run=run_frame)


def run_check(options: argparse.Namespace) -> None:
    """Print that nothing lacks. Raises WordsError, with every fault, one a line."""
    from unstuck.wording.check import faults
    from unstuck.wording.responses import ENGLISH
    from unstuck.wording.spoken_languages import load_translation

    folder = settings.read().words
    found = [path for path in sorted(folder.glob("*.yml")) if path.stem not in (ENGLISH, "not_spoken")]
    files = [_file(options.language)] if options.language else found
    wrong = [f"{path}: {why}." for path in files for why in faults(_wanted(), load_translation(path))]
    if wrong:
        raise WordsError("words_lack", "\n".join(wrong))
    print(f"{len(files)} language{'s' if len(files) != 1 else ''} beside English checked, nothing lacks.")


def run_frame(options: argparse.Namespace) -> None:
    """Write the file. Raises WordsError."""
    from babel import UnknownLocaleError

    from unstuck.wording.frame import frame
    from unstuck.wording.spoken_languages import load_translation

    path = _file(options.language)
    try:
        text = frame(_wanted(), path.stem, load_translation(path) if path.exists() else None)
    except (UnknownLocaleError, ValueError):
        raise WordsError("no_language", f"There is no language '{options.language}': give its code, like de.") from None
    try:
        path.write_text(text, encoding="utf-8")
    except OSError as error:
        raise WordsError(
            "words_not_written", f"{path} cannot be written ({error.strerror}); look at its rights."
        ) from None
    print(f"Wrote {path}: fill in what is empty, then `unstuck words check {path.stem}`.")


def _file(name: str) -> Path:
    return Path(name) if name.endswith(".yml") else settings.read().words / f"{name}.yml"


def _wanted() -> list:
    """Every text that a language needs."""
    from unstuck.wording.english import sentences
    from unstuck.wording.spoken_languages import spoken

    return list(sentences(spoken(), settings.ROOT / "domain.yml", settings.read().words))
