"""A picture that is cut off is decoded as far as it goes, and only where that is asked for."""

from io import BytesIO

import pytest
from PIL import Image

from tests.pictures import saved, scene
from unstuck.photo.cut_off import load_what_is_there


@pytest.mark.parametrize("format", ["JPEG", "PNG"])
def test_what_is_there_is_decoded_and_other_pictures_are_as_strict_as_before(format):
    whole = saved(scene(400, 400), format)
    cut = whole[: len(whole) * 2 // 3]
    rescued = Image.open(BytesIO(cut))
    load_what_is_there(rescued)
    assert rescued.getpixel((200, 20)) == Image.open(BytesIO(whole)).getpixel((200, 20))
    with pytest.raises(OSError, match="truncated"):
        Image.open(BytesIO(cut)).load()


def test_what_cannot_be_decoded_at_all_leaves_others_as_strict_as_before():
    whole = saved(scene(400, 400), "PNG")
    broken = Image.open(BytesIO(whole.replace(b"IDAT", b"IDAT\xff\xff", 1)))
    with pytest.raises((OSError, SyntaxError)):
        load_what_is_there(broken)
    with pytest.raises(OSError, match="truncated"):
        Image.open(BytesIO(whole[: len(whole) // 2])).load()
