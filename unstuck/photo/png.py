"""PNG: its checksums, and what is left of a damaged one."""

from io import BytesIO

from PIL import Image, ImageFile

from unstuck.photo.cut_off import load_what_is_there


def coding(data: bytes) -> tuple[int, int]:
    """Numbers of the transfer function and the primaries (ITU-T H.273) that a PNG says; 0 where it says none."""
    place = data.find(b"\0\0\0\4cICP", 0, max(0, data.find(b"IDAT")))
    return (data[place + 9], data[place + 8]) if place >= 0 else (0, 0)


def pixels(image: ImageFile.ImageFile, data: bytes) -> tuple[Image.Image, float]:
    """The decoded picture, `image` itself when nothing is wrong, and how much of it is there, 0 to 1.

    Pillow checks no sums of its own accord, and leaves rows that are missing at zero.

    Raises:
        OSError, SyntaxError: nothing can be decoded.
    """
    try:
        image.load()
        Image.open(BytesIO(data), formats=("PNG",)).verify()
        return image, 1.0
    except (OSError, SyntaxError):
        if image.info.get("interlace"):
            raise  # its rows are not kept from top to bottom
    rescued = Image.open(BytesIO(data), formats=("PNG",))
    load_what_is_there(rescued)
    box = rescued.getbbox(alpha_only=False)
    rows = box[3] if box else 0
    part = rescued.crop((0, 0, rescued.width, max(1, rows)))
    part.info.update(rescued.info)
    return part, rows / rescued.height
