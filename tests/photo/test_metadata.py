"""What a picture's metadata tells: which way is up, a camera, a place."""

from io import BytesIO

import pytest
from PIL import ExifTags, Image

from tests.pictures import saved, scene
from unstuck.photo.metadata import read_metadata

PLACE = {ExifTags.GPS.GPSLatitude: (48.0, 8.0, 0.0), ExifTags.GPS.GPSLongitude: (11.0, 34.0, 0.0)}


def photo(size=(400, 300), orientation=1, camera="", place=None, **options):
    exif = Image.Exif()
    exif[ExifTags.Base.Orientation] = orientation
    if camera:
        exif[ExifTags.Base.Make] = camera
    if place:
        exif.get_ifd(ExifTags.IFD.GPSInfo).update(place)
    return saved(scene(*size), "JPEG", exif=exif, **options)


def told(data):
    return read_metadata(Image.open(BytesIO(data)), data)


@pytest.mark.parametrize(("orientation", "turn"), [(1, 1), (6, 6), (8, 8), (0, 1), (99, 1)])
def test_the_way_up_is_told_and_nonsense_counts_as_upright(orientation, turn):
    found = told(photo(orientation=orientation))
    assert (found.turn, found.rotated) == (turn, turn != 1)


def test_a_camera_and_a_place_are_told_and_the_coordinates_are_not():
    found = told(photo(camera="Apple", place=PLACE))
    assert (found.camera, found.located) == (True, True)
    assert "48" not in repr(found)
    assert not told(photo()).located


def test_a_place_in_xmp_is_a_place_and_its_way_up_is_none():
    said = b"<exif:GPSLatitude>48,8N</exif:GPSLatitude><tiff:Orientation>6</tiff:Orientation>"
    xmp = b"<x:xmpmeta xmlns:x='adobe:ns:meta/'>" + said + b"</x:xmpmeta>"
    found = told(saved(scene(400, 300), "JPEG", xmp=xmp))
    assert (found.located, found.turn) == (True, 1)


def test_a_messenger_s_copy_is_told_by_its_size():
    assert told(saved(scene(1280, 960), "JPEG")).re_encoded
    assert not told(saved(scene(1000, 750), "JPEG")).re_encoded


@pytest.mark.filterwarnings("ignore:Corrupt EXIF data:UserWarning")
def test_damaged_metadata_counts_as_none():
    found = told(saved(scene(400, 300), "JPEG", exif=b"Exif\0\0MM\0*\xff\xff\xff\xff"))
    assert (found.turn, found.camera, found.located) == (1, False, False)
