"""Put screenshots of the browser tests (results/web/) side by side: docs/widget.png and docs/widget-elsewhere.png."""

from collections.abc import Iterable

from PIL import Image

from unstuck import settings

SHOWN = {
    "widget": ("real-light-2-cause", "real-step", "real-dark-4-report", "real-dark-6-works"),
    "widget-elsewhere": (
        "elsewhere-390x844-light-2",
        "elsewhere-390x844-dark-3",
        "elsewhere-390x844-forced-3",
        "elsewhere-320x568-light-2",
    ),
}
HEIGHT = 760  # pixels; enough to read, small enough to keep
GAP = 16


def main() -> None:
    """Make all the rows."""
    for name, shown in SHOWN.items():
        _row(shown).quantize(192).save(settings.ROOT / "docs" / f"{name}.png", optimize=True)


def _row(names: Iterable[str]) -> Image.Image:
    """The screenshots at one height, side by side."""
    pictures = [Image.open(settings.ROOT / "results" / "web" / f"{name}.png").convert("RGB") for name in names]
    pictures = [picture.resize((picture.width * HEIGHT // picture.height, HEIGHT)) for picture in pictures]
    row = Image.new("RGB", (sum(picture.width + GAP for picture in pictures) - GAP, HEIGHT), "white")
    left = 0
    for picture in pictures:
        row.paste(picture, (left, 0))
        left += picture.width + GAP
    return row


if __name__ == "__main__":
    main()
