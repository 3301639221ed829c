"""What a picture's metadata tells: which way is up, a camera, a place."""

from io import BytesIO

import pytest
from PIL import ExifTags, Image
from PIL.PngImagePlugin import PngInfo

from tests.photo.samples import MOST_PIXELS, codes, exif, heic, look
from tests.pictures import saved, scene
from unstuck.photo.decode import decode
from unstuck.photo.metadata import read_metadata
from unstuck.photo.model import Kind

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


@pytest.mark.parametrize("format", ["JPEG", "PNG", "WEBP", "AVIF"])
def test_a_picture_that_xmp_alone_would_turn_stays_as_browsers_show_it(format):
    xmp = b'<x:xmpmeta xmlns:x="adobe:ns:meta/"><rdf tiff:Orientation="6"/></x:xmpmeta>'
    text = PngInfo()
    text.add_itxt("XML:com.adobe.xmp", xmp.decode())
    data = saved(scene(300, 200), format, **({"pnginfo": text} if format == "PNG" else {"xmp": xmp}))
    facts, copy = decode(data, 1024, MOST_PIXELS)
    assert (facts.metadata.rotated, facts.width, facts.height, *copy.size) == (False, 300, 200, 300, 200)


@pytest.mark.parametrize("format", ["PNG", "WEBP"])
def test_a_place_is_found_in_other_formats(format):
    assert "has_location" in codes(saved(scene(400, 400), format, exif=exif(place=True)))


def test_a_place_is_found_in_heic():
    assert "has_location" in codes(heic(scene(400, 400), exif=exif(place=True).tobytes()))


def test_a_place_is_found_in_xmp():
    xmp = b'<x:xmpmeta xmlns:x="adobe:ns:meta/"><rdf exif:GPSLatitude="47,36N"/></x:xmpmeta>'
    assert "has_location" in codes(saved(scene(400, 400), "JPEG", xmp=xmp))


def test_a_place_is_found_in_the_xmp_of_a_png():
    xmp = PngInfo()
    xmp.add_itxt("XML:com.adobe.xmp", '<rdf exif:GPSLatitude="47,36N"/>')
    assert "has_location" in codes(saved(scene(400, 400), "PNG", pnginfo=xmp))


def test_metadata_cut_off_anywhere_counts_as_none():
    block = exif(orientation=6, place=True).tobytes()
    for cut in range(6, len(block), 7):
        assert look(saved(scene(400, 400), "JPEG", exif=block[:cut])).kind is Kind.PHOTO


def camera_file(data):
    """As a camera writes it: the Exif block comes first, without a JFIF block."""
    assert data[2:4] == b"\xff\xe0"
    length = int.from_bytes(data[4:6], "big")
    return data[:2] + data[4 + length :]


def test_a_cameras_own_file_is_not_called_a_copy():
    data = saved(scene(400, 300), "JPEG", exif=exif(camera=True))
    assert not look(camera_file(data)).re_encoded


def test_a_cameras_file_that_a_program_saved_again_is_called_a_copy():
    assert look(saved(scene(400, 300), "JPEG", exif=exif(camera=True))).re_encoded


@pytest.mark.parametrize("side", [1280, 1600, 2048])
def test_a_messengers_copy_is_noticed(side):
    assert look(saved(scene(side, side * 3 // 4), "JPEG")).re_encoded
    assert not look(saved(scene(side + 1, side * 3 // 4), "JPEG")).re_encoded


def test_a_repaired_file_is_not_called_a_copy():
    assert not look(saved(scene(1024, 1024), "JPEG")).re_encoded
