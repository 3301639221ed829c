"""Put the screenshots of the team's page with sample data (results/web/) side by side as docs/insight.png."""

from PIL import Image

from unstuck import settings

SHOWN = ("insight-light-computer", "insight-dark-phone")
HEIGHT = 1500  # pixels from the top, at which both are cut off
SCALE = 0.6
GAP = 16


def main() -> None:
    """Read the screenshots, cut and scale them, write the row."""
    pictures = [Image.open(settings.ROOT / "results" / "web" / f"{name}.png").convert("RGB") for name in SHOWN]
    pictures = [picture.crop((0, 0, picture.width, HEIGHT)) for picture in pictures]
    pictures = [picture.resize((round(picture.width * SCALE), round(HEIGHT * SCALE))) for picture in pictures]
    row = Image.new("RGB", (sum(picture.width + GAP for picture in pictures) - GAP, pictures[0].height), "white")
    left = 0
    for picture in pictures:
        row.paste(picture, (left, 0))
        left += picture.width + GAP
    row.quantize(192).save(settings.ROOT / "docs" / "insight.png", optimize=True)


if __name__ == "__main__":
    main()
