"""HEIC, AVIF and their like by their boxes (ISO/IEC 23008-12): what decoders conceal or leave out.

libheif paints tiles that are missing or scrambled in one colour and says nothing. The boxes tell where each tile's bytes
lie, so that a tile beyond the end of the file is known to be lost.
"""

from collections.abc import Iterator
from dataclasses import dataclass, field

import numpy as np
import pillow_heif
from PIL import Image

_CONTAINERS = {b"iprp", b"ipco"}
# Coded by what the decoders here know; anything else may be sound and still not be read.
_READ = frozenset({b"hvc1", b"av01", b"grid", b"iovl", b"iden", b"tmap"})
_HDR = {16: "HDR (PQ)", 18: "HDR (HLG)"}
# A tile of this many bytes has more than one colour: libheif's own of one colour take under 100.
_BUSY_TILE = 600
# Pixels; coding blocks are 64 at most, and nothing that a camera sees is this even over so many.
_BLOCK = 32
_GREEN = (60, 170)
# The small copy is compared in so many cells each way; of 12 sound files of phones none differs in any by over 10 of 255.
_CELLS = 16
_OTHER = 40
_SAME_SHAPE = 0.03


@dataclass
class Boxes:
    """What the boxes of a file say of its main picture.

    Attributes:
        brands: what the file calls itself.
        kind: how the picture is coded, b"" when unknown.
        tiles: for each tile, row by row, its stretches of the file as (start, length); one tile for an undivided picture.
        columns: of tiles.
        turned: whether the file itself says how to turn the picture, apart from EXIF.
        quarters: how many quarter turns anti-clockwise it says; the picture is decoded that way.
        mirrored: whether it is also mirrored.
        bits: of a sample; 8 when not said.
        transfer: number of the transfer function (ITU-T H.273); 0 when not said.
        primaries: number of the primaries, as above.
        gain_map: whether extra brightness for HDR screens is stored beside it.
        complete: whether no box runs past the end.
    """

    brands: frozenset[bytes] = frozenset()
    kind: bytes = b""
    tiles: list[list[tuple[int, int]]] = field(default_factory=list)
    columns: int = 1
    turned: bool = False
    quarters: int = 0
    mirrored: bool = False
    bits: int = 8
    transfer: int = 0
    primaries: int = 0
    gain_map: bool = False
    complete: bool = True

    @property
    def hdr(self) -> str | None:
        """The name of its HDR curve, if it has one."""
        return _HDR.get(self.transfer)

    @property
    def readable(self) -> bool:
        """Whether it is coded in a way that can be decoded here, as far as the boxes tell."""
        return not self.kind or self.kind in _READ

    def share(self, size: int) -> float:
        """How much of the picture lies within a file of `size` bytes, counted in whole rows of tiles, 0 to 1."""
        whole = [all(start + length <= size for start, length in tile) for tile in self.tiles]
        rows = [all(whole[start : start + self.columns]) for start in range(0, len(whole), self.columns)]
        return (rows.index(False) if False in rows else len(rows)) / max(1, len(rows)) if rows else 1.0


def read_boxes(data: bytes) -> Boxes:
    """The boxes of a file; what is damaged in them is left out."""
    boxes = Boxes()
    try:
        _Reader(data, boxes).read()
    except (IndexError, ValueError, KeyError):
        pass
    return boxes


def whole_part(decoded: Image.Image, boxes: Boxes, size: int) -> Image.Image | None:
    """Of a decoded picture what lies within the file's `size` bytes; None when that cannot be told."""
    share = boxes.share(size)
    if share == 1 or boxes.mirrored:
        return decoded if share == 1 else None
    width, height = decoded.size
    across, down = max(1, int(width * share)), max(1, int(height * share))
    # The last rows that are stored come to lie below, right, above, left.
    box = ((0, 0, width, down), (0, 0, across, height), (0, height - down, width, height), (width - across, 0, width, height))
    return decoded.crop(box[boxes.quarters])


def turn_by_exif(boxes: Boxes, orientation: int) -> int:
    """EXIF's orientation where it counts: macOS obeys it in files that do not turn themselves and are not `miaf`."""
    return orientation if orientation in range(1, 9) and not boxes.turned and b"miaf" not in boxes.brands else 1


def looks_scrambled(decoded: Image.Image, boxes: Boxes, data: bytes) -> bool:
    """Whether the decoder has painted over what it could not read.

    It leaves areas without any data in the green that is zero in all three channels, and a lost tile in one colour.
    Other damage shows where the file has a small copy of the picture, as phones write it, that looks different.
    """
    if decoded.mode != "RGB":  # what is see-through may have any colour
        return False
    values = np.asarray(decoded)
    rows, columns = (length // _BLOCK for length in values.shape[:2])
    if not rows or not columns:
        return False
    corners = values[: rows * _BLOCK : _BLOCK, : columns * _BLOCK : _BLOCK]
    green = (corners[..., 0] == 0) & (corners[..., 2] == 0) & (_GREEN[0] <= corners[..., 1]) & (corners[..., 1] <= _GREEN[1])
    for row, column in np.argwhere(green):
        block = values[row * _BLOCK : (row + 1) * _BLOCK, column * _BLOCK : (column + 1) * _BLOCK]
        if (block == block[0, 0]).all():
            return True
    return _has_empty_tile(values, boxes) or _differs_from_small_copy(decoded, data)


def _differs_from_small_copy(decoded: Image.Image, data: bytes) -> bool:
    try:
        file = pillow_heif.open_heif(data, convert_hdr_to_8bit=True)
        main = file[file.primary_index]
        small = main.get_thumbnail(0).to_pillow().convert("RGB") if main.info.get("thumbnails") else None
    except (EOFError, ValueError, OSError, RuntimeError):
        return False  # the copy itself may be damaged
    if small is None or abs(small.width / small.height - decoded.width / decoded.height) > _SAME_SHAPE:
        return False
    cells = [np.asarray(image.resize((_CELLS, _CELLS), Image.Resampling.BOX), np.int16) for image in (decoded, small)]
    return int(np.abs(cells[0] - cells[1]).mean(axis=-1).max()) > _OTHER


def _has_empty_tile(values: np.ndarray, boxes: Boxes) -> bool:
    """Whether a tile of many bytes has come out in one colour."""
    lines = len(boxes.tiles) // boxes.columns
    if boxes.turned or lines * boxes.columns < 2:
        return False
    height, width = -(-values.shape[0] // lines), -(-values.shape[1] // boxes.columns)
    for number, tile in enumerate(boxes.tiles):
        top, left = number // boxes.columns * height, number % boxes.columns * width
        area = values[top + 8 : top + height - 8 : 8, left + 8 : left + width - 8 : 8]
        if area.size and sum(length for _, length in tile) > _BUSY_TILE and (area == area[0, 0]).all():
            return True
    return False


class _Reader:
    """Reads boxes into `boxes`. Raises IndexError, ValueError, KeyError where they make no sense."""

    def __init__(self, data: bytes, boxes: Boxes) -> None:
        self._data = data
        self._boxes = boxes
        self._types: dict[int, bytes] = {}
        self._extents: dict[int, tuple[int, list[tuple[int, int]]]] = {}
        self._parts: dict[int, list[int]] = {}
        self._properties: list[tuple[bytes, int, int]] = []
        self._owned: dict[int, list[int]] = {}
        self._primary = 0
        self._inner = 0  # where `idat` starts

    def read(self) -> None:
        for name, start, end in self._walk(0, len(self._data)):
            if name == b"ftyp":
                content = self._data[start:end]
                self._boxes.brands = frozenset(content[at : at + 4] for at in (0, *range(8, len(content), 4)))
            elif name == b"meta":
                self._meta(start + 4, end)
        self._conclude()

    def _walk(self, start: int, end: int) -> Iterator[tuple[bytes, int, int]]:
        """Name, start and end of the content of each box."""
        while start + 8 <= end:
            size, head = self._number(start, 4), 8
            if size == 1:
                size, head = self._number(start + 8, 8), 16
            elif size == 0:
                size = end - start
            if size < head:
                raise ValueError
            if start + size > len(self._data):
                self._boxes.complete = False
            yield self._data[start + 4 : start + 8], start + head, min(start + size, end)
            start += size

    def _number(self, at: int, size: int) -> int:
        if at + size > len(self._data):
            raise ValueError
        return int.from_bytes(self._data[at : at + size], "big")

    def _meta(self, start: int, end: int) -> None:
        for name, at, stop in self._walk(start, end):
            version = self._data[at]
            if name == b"pitm":
                self._primary = self._number(at + 4, 4 if version else 2)
            elif name == b"iinf":
                self._items(at + (8 if version else 6), stop)
            elif name == b"iloc":
                self._places(at, version)
            elif name == b"idat":
                self._inner = at
            elif name == b"iref":
                self._references(at + 4, stop, 4 if version else 2)
            elif name == b"iprp":
                self._read_properties(at, stop)

    def _items(self, start: int, end: int) -> None:
        for name, at, _ in self._walk(start, end):
            version = self._data[at]
            if name == b"infe" and version >= 2:
                wide = 4 if version == 3 else 2
                self._types[self._number(at + 4, wide)] = self._data[at + 6 + wide : at + 10 + wide]

    def _places(self, at: int, version: int) -> None:
        sizes = self._number(at + 4, 2)
        offset_size, length_size, base_size, index_size = (sizes >> shift & 15 for shift in (12, 8, 4, 0))
        wide = 4 if version == 2 else 2
        count, at = self._number(at + 6, wide), at + 6 + wide
        for _ in range(count):
            item, at = self._number(at, wide), at + wide
            method = 0
            if version:
                method, at = self._number(at, 2) & 15, at + 2
            base, at = self._number(at + 2, base_size), at + 2 + base_size
            extents, at = self._number(at, 2), at + 2
            places = []
            for _ in range(extents):
                at += index_size if version else 0
                places.append((base + self._number(at, offset_size), self._number(at + offset_size, length_size)))
                at += offset_size + length_size
            self._extents[item] = method, places

    def _references(self, start: int, end: int, wide: int) -> None:
        for name, at, _ in self._walk(start, end):
            if name == b"dimg":
                count = self._number(at + wide, 2)
                first = at + wide + 2
                self._parts[self._number(at, wide)] = [self._number(first + wide * n, wide) for n in range(count)]

    def _read_properties(self, start: int, end: int) -> None:
        for name, at, stop in self._walk(start, end):
            if name == b"ipco":
                self._properties = list(self._walk(at, stop))
            elif name == b"ipma":
                wide, large = (4 if self._data[at] else 2), self._data[at + 3] & 1
                count, at = self._number(at + 4, 4), at + 8
                for _ in range(count):
                    item, many, at = self._number(at, wide), self._data[at + wide], at + wide + 1
                    step = 2 if large else 1
                    mask = 0x7FFF if large else 0x7F
                    self._owned[item] = [self._number(at + step * n, step) & mask for n in range(many)]
                    at += step * many

    def _conclude(self) -> None:
        boxes, main = self._boxes, self._primary
        boxes.kind = self._types.get(main, b"")
        boxes.gain_map = b"tmap" in self._types.values()
        for name, start, end in self._properties:
            if name == b"auxC" and b"hdrgainmap" in self._data[start:end]:
                boxes.gain_map = True
        for name, start, end in (self._properties[n - 1] for n in self._owned.get(main, ()) if n):
            boxes.turned |= name in (b"irot", b"imir")
            boxes.mirrored |= name == b"imir"
            if name == b"irot":
                boxes.quarters = self._data[start] & 3
            if name == b"pixi":
                boxes.bits = max(8, self._data[start + 5])
            if name == b"colr" and self._data[start : start + 4] == b"nclx":
                boxes.primaries, boxes.transfer = self._number(start + 4, 2), self._number(start + 6, 2)
        items = [main]
        if boxes.kind == b"grid":
            method, places = self._extents[main]
            at = places[0][0] + (self._inner if method == 1 else 0)
            rows, columns = self._data[at + 2] + 1, self._data[at + 3] + 1
            items = self._parts[main][: rows * columns]
            boxes.columns = columns
            boxes.kind = self._types.get(items[0], b"") if items else b"grid"
        places_of = (self._extents.get(item, (1, [])) for item in items)
        boxes.tiles = [places if method == 0 else [] for method, places in places_of]
