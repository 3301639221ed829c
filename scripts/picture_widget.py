"""Put the best screenshots of the browser tests (results/web/) side by side as docs/widget.png, for the README."""

from PIL import Image

from unstuck import settings

SHOWN = ("real-light-2-cause", "real-step", "real-dark-4-report", "real-dark-6-works")
HEIGHT = 760  # pixels; enough to read, small enough to keep
GAP = 16


def main() -> None:
    """Read the screenshots, scale them to one height, write the row."""
    pictures = [Image.open(settings.ROOT / "results" / "web" / f"{name}.png").convert("RGB") for name in SHOWN]
    pictures = [picture.resize((picture.width * HEIGHT // picture.height, HEIGHT)) for picture in pictures]
    row = Image.new("RGB", (sum(picture.width + GAP for picture in pictures) - GAP, HEIGHT), "white")
    left = 0
    for picture in pictures:
        row.paste(picture, (left, 0))
        left += picture.width + GAP
    row.quantize(192).save(settings.ROOT / "docs" / "widget.png", optimize=True)


if __name__ == "__main__":
    main()
