"""Put screenshots of the team's pages with sample data (results/web/) side by side: docs/insight.png, docs/team.png."""

from PIL import Image

from unstuck import settings

# What is shown, and the pixels from the top at which both are cut off.
SHOWN = {
    "insight": (("insight-light-computer", "insight-dark-phone"), 1500),
    "team": (("team-light-computer-talk", "team-dark-phone-talk"), 844),
}
SCALE = 0.6
GAP = 16


def main() -> None:
    """Read the screenshots, cut and scale them, write the rows."""
    for name, (shots, height) in SHOWN.items():
        pictures = [Image.open(settings.ROOT / "results" / "web" / f"{shot}.png").convert("RGB") for shot in shots]
        pictures = [picture.crop((0, 0, picture.width, min(height, picture.height))) for picture in pictures]
        pictures = [
            picture.resize((round(picture.width * SCALE), round(picture.height * SCALE))) for picture in pictures
        ]
        size = (sum(picture.width + GAP for picture in pictures) - GAP, max(picture.height for picture in pictures))
        row = Image.new("RGB", size, "white")
        left = 0
        for picture in pictures:
            row.paste(picture, (left, 0))
            left += picture.width + GAP
        row.quantize(192).save(settings.ROOT / "docs" / f"{name}.png", optimize=True)


if __name__ == "__main__":
    main()
