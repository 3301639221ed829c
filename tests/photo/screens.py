"""Screenshots as a phone makes them, drawn for the tests."""

from dataclasses import dataclass
from io import BytesIO

import numpy as np
from PIL import Image, ImageDraw, ImageFilter, ImageFont

SIZES = ((750, 1334), (1179, 2556), (1290, 2796))
LIGHT = {"page": (255, 255, 255), "box": (240, 240, 244), "text": (10, 10, 10), "soft": (140, 140, 145), "dim": 0.8}
DARK = {"page": (12, 12, 12), "box": (44, 44, 46), "text": (245, 245, 245), "soft": (150, 150, 155), "dim": 0.55}
BLUE = (10, 132, 255)


@dataclass(frozen=True)
class Screen:
    """One screenshot: an alert over an app's page. `type_size` is 1 for the usual size of letters."""

    title: str
    body: str = ""
    buttons: tuple[str, ...] = ("OK",)
    size: tuple[int, int] = SIZES[1]
    dark: bool = False
    type_size: float = 1.0
    cropped: bool = False
    angle: bool = False
    clock: str = "9:41"


def draw(screen: Screen) -> Image.Image:
    colours = DARK if screen.dark else LIGHT
    width, height = screen.size
    unit = width / 390
    image = Image.new("RGB", screen.size, colours["page"])
    pen = ImageDraw.Draw(image)
    _page(pen, width, height, unit, colours, screen)
    image = image.point(lambda value: value * colours["dim"])
    box = _alert(image, unit, colours, screen)
    if screen.cropped:
        margin = round(14 * unit)
        image = image.crop((box[0] - margin, box[1] - margin, box[2] + margin, box[3] + margin))
    return _photographed(image) if screen.angle else image


def png(screen: Screen) -> bytes:
    buffer = BytesIO()
    if screen.angle:
        draw(screen).save(buffer, "JPEG", quality=85)
    else:
        draw(screen).save(buffer, "PNG", compress_level=1)
    return buffer.getvalue()


def _font(size: float) -> ImageFont.FreeTypeFont:
    return ImageFont.load_default(round(size))


def _page(pen: ImageDraw.ImageDraw, width: int, height: int, unit: float, colours: dict, screen: Screen) -> None:
    """A page on which a profile is edited."""
    small, usual = _font(15 * unit), _font(17 * unit * screen.type_size)
    pen.text((32 * unit, 18 * unit), screen.clock, font=small, fill=colours["text"])
    pen.rounded_rectangle((340 * unit, 20 * unit, 364 * unit, 32 * unit), 4 * unit, outline=colours["text"], width=2)
    pen.text((16 * unit, 62 * unit), "Cancel", font=usual, fill=colours["text"])
    pen.text((width / 2, 72 * unit), "Edit profile", font=usual, fill=colours["text"], anchor="mm")
    pen.text((width - 16 * unit, 62 * unit), "Done", font=usual, fill=BLUE, anchor="ra")
    circle = (width / 2 - 42 * unit, 110 * unit, width / 2 + 42 * unit, 194 * unit)
    pen.ellipse(circle, fill=(150, 120, 90))
    pen.ellipse((circle[0] + 24 * unit, 126 * unit, circle[2] - 24 * unit, 160 * unit), fill=(220, 190, 160))
    for row, (label, value) in enumerate((("Name", "Robin"), ("Bio", "Trains and tea"), ("Link", "Add a link"))):
        top = (230 + 74 * row) * unit
        pen.text((24 * unit, top), label, font=usual, fill=colours["text"])
        pen.text((24 * unit, top + 30 * unit), value, font=usual, fill=colours["soft"])
        pen.line((24 * unit, top + 62 * unit, width - 24 * unit, top + 62 * unit), fill=colours["soft"])


def _alert(image: Image.Image, unit: float, colours: dict, screen: Screen) -> tuple[int, int, int, int]:
    width, height = image.size
    title, body = _font(17 * unit * screen.type_size), _font(13 * unit * screen.type_size)
    inner = 238 * unit * min(1.2, screen.type_size)
    lines = [(line, title) for line in _wrapped(screen.title, title, inner)]
    lines += [(line, body) for line in _wrapped(screen.body, body, inner)] if screen.body else []
    heights = [font.size * 1.35 for _, font in lines]
    button = 44 * unit * max(1, screen.type_size * 0.9)
    tall = 20 * unit + sum(heights) + 16 * unit + button * len(screen.buttons)
    box = tuple(
        round(edge)
        for edge in (
            width / 2 - inner / 2 - 16 * unit,
            height / 2 - tall / 2,
            width / 2 + inner / 2 + 16 * unit,
            height / 2 + tall / 2,
        )
    )
    pen = ImageDraw.Draw(image)
    pen.rounded_rectangle(box, 14 * unit, fill=colours["box"])
    top = box[1] + 20 * unit
    for (line, font), line_height in zip(lines, heights, strict=True):
        pen.text((width / 2, top + line_height / 2), line, font=font, fill=colours["text"], anchor="mm")
        top += line_height
    top += 16 * unit
    for text in screen.buttons:
        pen.line((box[0], top, box[2], top), fill=colours["soft"])
        pen.text((width / 2, top + button / 2), text, font=title, fill=BLUE, anchor="mm")
        top += button
    return box


def _wrapped(text: str, font: ImageFont.FreeTypeFont, width: float) -> list[str]:
    lines: list[str] = []
    for word in text.split():
        if lines and font.getlength(f"{lines[-1]} {word}") <= width:
            lines[-1] += f" {word}"
        else:
            lines.append(word)
    return lines


def _photographed(image: Image.Image) -> Image.Image:
    """The screen as another phone sees it: from the side, uneven light, a little blur and noise, on a table."""
    width, height = image.size
    scale = 1400 / max(width, height)
    image = image.resize((round(width * scale), round(height * scale)), Image.Resampling.LANCZOS)
    width, height = image.size
    room = (round(width * 1.25), round(height * 1.15))
    corners = [(0.10, 0.06), (0.86, 0.03), (0.92, 0.96), (0.06, 0.90)]  # where the screen's corners come to lie
    target = [(x * room[0], y * room[1]) for x, y in corners]
    source = [(0, 0), (width, 0), (width, height), (0, height)]
    rows, values = [], []
    for (x, y), (u, v) in zip(target, source, strict=True):
        rows += [[x, y, 1, 0, 0, 0, -u * x, -u * y], [0, 0, 0, x, y, 1, -v * x, -v * y]]
        values += [u, v]
    coefficients = np.linalg.solve(np.array(rows), np.array(values))
    seen = image.transform(
        room, Image.Transform.PERSPECTIVE, coefficients, Image.Resampling.BICUBIC, fillcolor=(120, 96, 72)
    ).filter(ImageFilter.GaussianBlur(0.8))
    light = np.linspace(1.0, 0.78, room[0])[None, :, None] * np.linspace(0.95, 1.0, room[1])[:, None, None]
    noise = np.random.default_rng(3).normal(0, 4, (room[1], room[0], 3))
    return Image.fromarray((np.asarray(seen) * light + noise).clip(0, 255).astype(np.uint8))
