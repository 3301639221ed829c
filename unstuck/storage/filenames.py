"""File names that people send: labels to show and to save under, never paths."""

import re
import unicodedata

# File systems take 255 bytes; a character is 4 bytes at most, and whoever saves the file may add "-2".
LONGEST_NAME = 60


def safe_filename(name: str) -> str:
    """The last part of a sent file name, fit to be shown and to be saved under.

    Folders, control and direction characters go, as do leading dots; the middle of a long name is cut out, so that its
    ending stays.
    """
    last = re.split(r"[/\\]", name)[-1]
    clean = "".join(sign for sign in last if not unicodedata.category(sign).startswith("C") and sign not in '<>:"|?*')
    clean = clean.strip(" .") or "file"
    if len(clean) > LONGEST_NAME:
        clean = clean[: LONGEST_NAME - 12] + clean[-12:]
    return clean
