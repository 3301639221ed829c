"""What is told of a picture, and its repair. Sizes are bytes (1 MB = 10^6 bytes, as iOS counts), lengths pixels."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from enum import StrEnum
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from unstuck.wording.responses import Words


class Kind(StrEnum):
    """What a file turned out to be."""

    PHOTO = "photo"
    SCREENSHOT = "screenshot"
    UNREADABLE = "unreadable"
    NOT_AN_IMAGE = "not_an_image"


class Severity(StrEnum):
    """How much a finding matters: the app refuses such a picture, may show it badly, or it is good to know."""

    BLOCKS = "blocks"
    WARNS = "warns"
    NOTES = "notes"


class Crop(StrEnum):
    """Which part of a picture becomes the square.

    AUTO takes all of a drawing or a word on an even background, else the faces, else the most detail, else the middle,
    or what is a little above it in a tall picture. WHOLE adds margins.
    """

    AUTO = "auto"
    CENTRE = "centre"
    DETAIL = "detail"
    FACE = "face"
    UPPER = "upper"
    WHOLE = "whole"


@dataclass(frozen=True)
class Finding:
    """One thing about a file. `values` fill the placeholders of its sentence.

    Some codes have more than one sentence: `variant` tells which (an empty file is `corrupt`, in other words).
    """

    code: str
    severity: Severity
    values: Mapping[str, str | int | float] = field(default_factory=dict)
    variant: str = ""

    @property
    def response(self) -> str:
        """The name of the response in domain.yml that says it."""
        return "_".join(part for part in ("utter_finding", self.code, self.variant) if part)


@dataclass(frozen=True)
class Report:
    """What is known about a file.

    Attributes:
        format: "JPEG", "HEIC", "PDF", ...; None when nothing is recognised.
        bytes: size of the file.
        width: as a person sees it, upright; None when there is no picture. The same for `height`.
        findings: most important first.
        error_message: the text of a screenshot; None for everything else, and for a message that cannot be read.
        re_encoded: the file looks like a copy that an app or a messenger has saved anew.
        repairable: whether a repair can make a file that the app takes.
    """

    kind: Kind
    format: str | None
    bytes: int
    width: int | None = None
    height: int | None = None
    findings: tuple[Finding, ...] = ()
    error_message: str | None = None
    re_encoded: bool = False
    repairable: bool = False

    def to_json(self, words: Words) -> dict[str, Any]:
        """The stable form for other programs; the messages come from `words`."""
        return {
            "kind": self.kind.value,
            "format": self.format,
            "bytes": self.bytes,
            "width": self.width,
            "height": self.height,
            "findings": [
                {
                    "code": finding.code,
                    "severity": finding.severity.value,
                    "message": words.say(finding.response, **finding.values),
                }
                for finding in self.findings
            ],
            "error_message": self.error_message,
        }


def undecodable(size: int, late: bool) -> Report:
    """The report of a file of `size` bytes on which the decoder died, or else ran out of time (`late`)."""
    finding = Finding("corrupt", Severity.BLOCKS, {}, "late" if late else "")
    return Report(Kind.UNREADABLE, None, size, findings=(finding,))


@dataclass(frozen=True)
class Copy:
    """A decoded picture on its way between processes: RGB, three bytes a pixel.

    `warnings` are those of `Repaired` that stem from the decoding.
    """

    pixels: bytes
    size: tuple[int, int]
    warnings: tuple[str, ...] = ()


@dataclass(frozen=True)
class Looked:
    """What a first look at a file gives: the report, the decoded picture, and whether it may be a screen's."""

    report: Report
    copy: Copy | None = None
    may_be_screen: bool = False


@dataclass(frozen=True)
class Repaired:
    """A picture that the app takes.

    Attributes:
        data: the JPEG file.
        preview: PNG; the picture in a circle, transparent around it.
        crop: the part that was kept; never AUTO.
        report: a second look at `data`: no findings but `too_small` and `blank`, which no repair can mend.
        warnings: names of responses without "utter_photo_": "rescued" for a picture of which part is lost, "on_white"
            and "on_dark" for the background of a see-through one, "hdr" and "gain_map" for brightness left out.
        filename: the sent name with a new ending.
        others: the other ways to crop it, each with a preview as above.
    """

    data: bytes
    width: int
    height: int
    preview: bytes
    crop: Crop
    report: Report
    warnings: tuple[str, ...]
    filename: str
    others: tuple[tuple[Crop, bytes], ...] = ()
