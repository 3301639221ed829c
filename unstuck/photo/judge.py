"""What an app's limits make of a file's facts: the findings, most important first."""

from collections.abc import Iterator
from pathlib import PurePath

from unstuck.photo.app_limits import Limits
from unstuck.photo.facts import ENOUGH, Damage, Facts
from unstuck.photo.model import Finding, Kind, Report, Severity

# A picture is small when its shorter side is under this share of the advised side: it is then drawn larger than it is.
_SMALL_SHARE = 1 / 4
_HARSH_COLOURS = ("CMYK", "LAB")
_BY_WEIGHT = tuple(Severity)
# The formats that endings of file names promise.
_ENDINGS = {
    **dict.fromkeys((".jpg", ".jpeg", ".jpe", ".jfif"), "JPEG"),
    **dict.fromkeys((".heic", ".heif", ".hif"), "HEIC"),
    **dict.fromkeys((".tif", ".tiff"), "TIFF"),
    **{f".{name.lower()}": name for name in ("PNG", "WEBP", "GIF", "BMP", "AVIF", "JXL", "PSD")},
}
# Names begin with a vowel's sound when they are said as words that do, or spelled from a letter that does.
_VOWELS = "AEIO"
_SPELLED = frozenset({"SVG", "HTML", "MP3", "MP4", "M4A", "M4V", "XCF", "RTF", "SWF", "FLV", "MKV", "LZ", "XZ", "RW2"})


def judge(facts: Facts, limits: Limits, filename: str = "") -> Report:
    """The report of a file; never a screenshot, whose text is read later. `filename` is the sent name."""
    if not facts.picture:
        return _no_picture(facts, limits)
    readable = facts.visible >= ENOUGH or facts.too_many_pixels
    findings = (*_of_bytes(facts, limits, readable), *_of_picture(facts, limits), *_of_name(facts, filename))
    return Report(
        kind=Kind.PHOTO if readable else Kind.UNREADABLE,
        format=facts.format,
        bytes=facts.bytes,
        width=facts.width or None,
        height=facts.height or None,
        findings=tuple(sorted(findings, key=lambda finding: _BY_WEIGHT.index(finding.severity))),
        re_encoded=facts.metadata.re_encoded,
        repairable=facts.visible >= ENOUGH,
    )


def _no_picture(facts: Facts, limits: Limits) -> Report:
    if facts.format is None:
        variant = "empty" if facts.damage is Damage.EMPTY else ""
        return Report(Kind.UNREADABLE, None, facts.bytes, findings=(Finding("corrupt", Severity.BLOCKS, {}, variant),))
    values = _format_values(facts, limits)
    finding = Finding("unsupported_format", Severity.BLOCKS, values, "no_picture")
    return Report(Kind.NOT_AN_IMAGE, facts.format, facts.bytes, findings=(finding,))


def _of_bytes(facts: Facts, limits: Limits, readable: bool) -> Iterator[Finding]:
    """What the file is, before anybody looks at the picture."""
    if facts.damage is not Damage.NONE:
        patched = facts.damage is Damage.CORRUPT and facts.visible >= 1
        yield Finding(
            facts.damage.value,
            Severity.WARNS if patched else Severity.BLOCKS,
            {"percent": int(facts.visible * 100)},
            _damage_variant(facts) if readable else "",
        )
    if facts.too_many_pixels:
        values = {"width": facts.width, "height": facts.height, "megapixels": facts.width * facts.height // 1_000_000}
        yield Finding("too_many_pixels", Severity.BLOCKS, values)
    if facts.unread:
        yield Finding("unsupported_format", Severity.BLOCKS, _format_values(facts, limits), "unread")
    elif facts.format not in limits.formats:
        code = "heic" if facts.format == "HEIC" else "unsupported_format"
        yield Finding(code, Severity.BLOCKS, _format_values(facts, limits))
    size = {
        "megabytes": _megabytes(facts.bytes),
        "most_megabytes": _megabytes(limits.most_bytes),
        "advised_megabytes": _megabytes(limits.advised_bytes),
    }
    if facts.bytes > limits.most_bytes:
        yield Finding("too_large", Severity.BLOCKS, size)
    elif facts.bytes > limits.advised_bytes:
        yield Finding("larger_than_recommended", Severity.WARNS, size)


def _of_picture(facts: Facts, limits: Limits) -> Iterator[Finding]:
    """What the picture is; nothing where not even its size is known."""
    if not facts.width:
        return
    size = {"width": facts.width, "height": facts.height, "side": limits.side}
    if limits.square and facts.width != facts.height:
        yield Finding("not_square", Severity.WARNS, size)
    if facts.animated:
        yield Finding("animated", Severity.WARNS, {"format": facts.format or ""})
    if min(facts.width, facts.height) < limits.side * _SMALL_SHARE:
        yield Finding("too_small", Severity.WARNS, size)
    if facts.colour:
        severity = Severity.WARNS if facts.colour in _HARSH_COLOURS else Severity.NOTES
        yield Finding("unusual_colour", severity, {"colour": facts.colour})
    if facts.blank:
        yield Finding("blank", Severity.WARNS, {}, facts.blank.value)
    elif facts.background:
        yield Finding("see_through", Severity.WARNS, {}, facts.background)
    if facts.metadata.rotated:
        yield Finding("rotated", Severity.NOTES)
    if facts.metadata.located:
        yield Finding("has_location", Severity.NOTES)


def _of_name(facts: Facts, filename: str) -> Iterator[Finding]:
    ending = PurePath(filename).suffix.lower()
    if facts.format and not facts.format.endswith(_ENDINGS.get(ending, "")):  # a CgBI PNG is a PNG
        yield Finding("wrong_extension", Severity.NOTES, {"ending": ending} | _named(facts.format))


def _damage_variant(facts: Facts) -> str:
    """Which sentence tells what is left of a damaged picture."""
    if facts.visible < 1:
        return "partly"
    if facts.damage is Damage.CORRUPT:
        return "blurred" if facts.progressive else "painted" if facts.format == "HEIC" else "wholly"
    return "wholly" if facts.progressive else "nearly"


def _format_values(facts: Facts, limits: Limits) -> dict[str, str]:
    name = facts.format or ""
    return _named(name) | {"wanted": limits.formats[0]}


def _named(format: str) -> dict[str, str]:
    return {"format": format, "a_format": _with_article(format)}


def _with_article(name: str) -> str:
    """The name as it stands in a sentence: “a PNG”, “an AVIF”."""
    return f"{'an' if name[:1] in _VOWELS or name in _SPELLED else 'a'} {name}" if name else ""


def _megabytes(size: int) -> float | int:
    """Megabytes with one decimal where there is one, and never 0."""
    value = max(0.1, round(size / 1_000_000, 1))
    return int(value) if value.is_integer() else value
