"""Files for the tests of pictures, and the workers' tasks without its worker processes."""

import struct
import zlib
from io import BytesIO
from pathlib import Path

import numpy as np
import pillow_heif
from PIL import ExifTags, Image, ImageCms

from tests.pictures import saved
from unstuck.articles.model import ImageLimits
from unstuck.photo.decode import decode
from unstuck.photo.judge import judge
from unstuck.photo.mend import mend
from unstuck.photo.model import Crop, Repaired, Report

LIMITS = ImageLimits(
    formats=("JPEG", "PNG"),
    most_bytes=10_000_000,
    advised_bytes=5_000_000,
    side=1024,
    square=True,
    cause="image",
    method="other_image",
)
MOST_PIXELS = 100_000_000
FIELD = Path(__file__).parent / "field"


def look(data: bytes, limits: ImageLimits = LIMITS) -> Report:
    return judge(decode(data, limits.side, MOST_PIXELS)[0], limits)


def codes(data: bytes, limits: ImageLimits = LIMITS) -> list[str]:
    return [finding.code for finding in look(data, limits).findings]


def finding(data: bytes, code: str, limits: ImageLimits = LIMITS):
    return next(finding for finding in look(data, limits).findings if finding.code == code)


def repaired(data: bytes, crop: Crop = Crop.CENTRE, limits: ImageLimits = LIMITS) -> Repaired:
    facts, copy = decode(data, limits.side, MOST_PIXELS)
    return mend(copy, limits, crop, "picture.bin", ("rescued",) if facts.visible < 1 else ())


def field(name: str) -> bytes:
    """A file that was once judged wrongly."""
    return (FIELD / name).read_bytes()


def difference(one: Image.Image, other: Image.Image) -> float:
    """Mean difference of two pictures of one size, of 255."""
    assert one.size == other.size
    return float(np.abs(np.asarray(one.convert("RGB")).astype(int) - np.asarray(other.convert("RGB"))).mean())


def opened(data: bytes) -> Image.Image:
    image = Image.open(BytesIO(data))
    image.load()
    return image


def heic(image: Image.Image, **options: object) -> bytes:
    buffer = BytesIO()
    pillow_heif.from_pillow(image).save(buffer, enc_params={"preset": "ultrafast"}, **options)
    return buffer.getvalue()


def exif(orientation: int = 1, camera: bool = False, place: bool = False) -> Image.Exif:
    block = Image.Exif()
    block[ExifTags.Base.Orientation] = orientation
    if camera:
        block[ExifTags.Base.Make], block[ExifTags.Base.Model] = "Maker", "Camera 1"
    if place:
        where = block.get_ifd(ExifTags.IFD.GPSInfo)
        where[ExifTags.GPS.GPSLatitudeRef], where[ExifTags.GPS.GPSLatitude] = "N", (47.0, 36.0, 35.0)
        where[ExifTags.GPS.GPSLongitudeRef], where[ExifTags.GPS.GPSLongitude] = "W", (122.0, 19.0, 59.0)
    return block


def moving(format: str, frames: int = 3) -> bytes:
    pictures = [Image.new("RGB", (300, 300), (80 * number, 30, 200)) for number in range(frames)]
    return saved(pictures[0], format, save_all=True, append_images=pictures[1:], duration=100)


def png_chunk(name: bytes, data: bytes) -> bytes:
    return struct.pack(">I", len(data)) + name + data + struct.pack(">I", zlib.crc32(name + data))


def png_of(width: int, height: int, *chunks: bytes) -> bytes:
    """A tiny file of a black picture of any size."""
    head = png_chunk(b"IHDR", struct.pack(">IIBBBBB", width, height, 1, 0, 0, 0, 0))
    packer = zlib.compressobj(9)
    row = b"\0" + bytes((width + 7) // 8)
    body = b"".join(packer.compress(row) for _ in range(height)) + packer.flush()
    return b"\x89PNG\r\n\x1a\n" + head + b"".join(chunks) + png_chunk(b"IDAT", body) + png_chunk(b"IEND", b"")


def profile(primaries: dict[str, tuple[float, float]], gamma: float = 2.2, name: str = "Test") -> bytes:
    """A small ICC profile (version 2, matrix and curve) for a display with these primaries and a D65 white.

    Args:
        primaries: xy of "r", "g" and "b".
        gamma: of all three curves.
        name: the profile's description.
    """
    white = np.array([0.95047, 1.0, 1.08883])
    columns = np.array([[x / y, 1.0, (1 - x - y) / y] for x, y in (primaries[key] for key in "rgb")]).T
    matrix = columns * np.linalg.solve(columns, white)
    cone = np.array([[0.8951, 0.2664, -0.1614], [-0.7502, 1.7135, 0.0367], [0.0389, -0.0685, 1.0296]])
    d50 = np.array([0.9642, 1.0, 0.8249])
    adapted = np.linalg.inv(cone) @ np.diag((cone @ d50) / (cone @ white)) @ cone @ matrix

    def fixed(*values: float) -> bytes:
        return b"".join(struct.pack(">i", round(value * 65536)) for value in values)

    text = name.encode()
    description = b"desc" + bytes(4) + struct.pack(">I", len(text) + 1) + text + b"\0" + bytes(78)
    curve = b"curv" + bytes(4) + struct.pack(">IH", 1, round(gamma * 256))
    tags = {b"desc": description, b"wtpt": b"XYZ " + bytes(4) + fixed(*d50), b"cprt": b"text" + bytes(4) + b"free\0"}
    for index, key in enumerate("rgb"):
        tags[key.encode() + b"XYZ"] = b"XYZ " + bytes(4) + fixed(*adapted[:, index])
        tags[key.encode() + b"TRC"] = curve
    table, body = b"", b""
    offset = 128 + 4 + 12 * len(tags)
    for signature, data in tags.items():
        table += signature + struct.pack(">II", offset + len(body), len(data))
        body += data + bytes(-len(data) % 4)
    size = offset + len(body)
    head = struct.pack(">I4sI4s4s4s", size, b"test", 0x02400000, b"mntr", b"RGB ", b"XYZ ")
    head += bytes(12) + b"acsp" + bytes(28) + fixed(*d50)
    return head.ljust(128, b"\0") + struct.pack(">I", len(tags)) + table + body


DISPLAY_P3 = profile({"r": (0.68, 0.32), "g": (0.265, 0.69), "b": (0.15, 0.06)}, name="Display P3")
SRGB_LIKE = profile({"r": (0.64, 0.33), "g": (0.30, 0.60), "b": (0.15, 0.06)}, name="Somebody's own")


def similarity(one: Image.Image, other: Image.Image) -> float:
    """The structural similarity of two pictures' brightness (Wang et al. 2004, 7 x 7 windows), 1 at most."""
    from scipy.ndimage import uniform_filter

    a, b = (np.asarray(image.convert("L"), dtype=np.float64) for image in (one, other))
    mean_a, mean_b = uniform_filter(a, 7), uniform_filter(b, 7)
    spread_a = uniform_filter(a * a, 7) - mean_a**2
    spread_b = uniform_filter(b * b, 7) - mean_b**2
    common = uniform_filter(a * b, 7) - mean_a * mean_b
    c1, c2 = (0.01 * 255) ** 2, (0.03 * 255) ** 2
    top = (2 * mean_a * mean_b + c1) * (2 * common + c2)
    return float((top / ((mean_a**2 + mean_b**2 + c1) * (spread_a + spread_b + c2))).mean())


def distance(one: Image.Image, other: Image.Image) -> float:
    """Mean colour difference (CIE76); under about 2.3 nobody sees it."""
    lab = ImageCms.buildTransform(ImageCms.createProfile("sRGB"), ImageCms.createProfile("LAB"), "RGB", "LAB")
    a, b = (np.asarray(ImageCms.applyTransform(image, lab)).astype(float) for image in (one, other))
    a[..., 1:], b[..., 1:] = (np.where(x[..., 1:] > 127, x[..., 1:] - 256, x[..., 1:]) for x in (a, b))
    a[..., 0] *= 100 / 255
    b[..., 0] *= 100 / 255
    return float(np.sqrt(((a - b) ** 2).sum(axis=-1)).mean())


def portrait() -> Image.Image:
    """A photograph of a person (public domain, part of matplotlib)."""
    import matplotlib

    return Image.open(f"{matplotlib.get_data_path()}/sample_data/grace_hopper.jpg").convert("RGB")


def beside(left_space: int, right_space: int) -> Image.Image:
    """A person in a wide picture, with so many pixels of plain ground on each side."""
    person = portrait().resize((410, 480))
    image = Image.new("RGB", (left_space + person.width + right_space, 480), (90, 110, 130))
    image.paste(person, (left_space, 0))
    return image
