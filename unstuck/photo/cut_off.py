"""Pillow's way to decode what there is of a picture that is cut off or damaged."""

from PIL import Image, ImageFile


def load_what_is_there(image: Image.Image) -> None:
    """Decode an opened picture as far as its file goes; the rest stays empty. Raises OSError, SyntaxError."""
    ImageFile.LOAD_TRUNCATED_IMAGES = True  # pyrefly: ignore[bad-assignment]  # no constant, whatever its type
    try:
        image.load()
    finally:
        ImageFile.LOAD_TRUNCATED_IMAGES = False
