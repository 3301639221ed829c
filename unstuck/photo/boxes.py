"""The boxes of HEIC, AVIF and their like (ISO/IEC 14496-12, 23008-12): what a file says of its main picture."""

from collections.abc import Iterator
from contextlib import suppress
from dataclasses import dataclass, field

# Coded by what the decoders here know; anything else may be sound and still not be read.
_READ = frozenset({b"hvc1", b"av01", b"grid", b"iovl", b"iden", b"tmap"})


@dataclass
class Boxes:
    """What the boxes of a file say of its main picture.

    Attributes:
        brands: what the file calls itself.
        kind: how the picture is coded, b"" when unknown.
        tiles: for each tile, row by row, its stretches of the file as (start, length); one tile
            for a picture that is not divided.
        columns: of tiles.
        turned: whether the file itself says how to turn the picture, apart from EXIF.
        quarters: how many quarter turns anti-clockwise it says; the picture is decoded that way.
        mirrored: whether it is also mirrored.
        bits: of a sample; 8 when not said.
        transfer: number of the transfer function (ITU-T H.273); 0 when not said.
        primaries: number of the primaries, as above.
        gain_map: whether extra brightness for HDR screens is stored beside it.
        complete: whether no box runs past the end.
        end: where the last stretch of any picture or its metadata ends in the file.
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
    end: int = 0

    @property
    def readable(self) -> bool:
        """Whether it is coded in a way that can be decoded here, as far as the boxes tell."""
        return not self.kind or self.kind in _READ

    def whole(self, size: int) -> bool:
        """Whether every box and all that belongs to any picture in it lies within a file of `size` bytes."""
        return self.complete and self.end <= size

    def share(self, size: int) -> float:
        """How much of the picture lies within a file of `size` bytes, counted in whole rows of tiles, 0 to 1."""
        whole = [all(start + length <= size for start, length in tile) for tile in self.tiles]
        rows = [all(whole[start : start + self.columns]) for start in range(0, len(whole), self.columns)]
        return (rows.index(False) if False in rows else len(rows)) / max(1, len(rows)) if rows else 1.0


def read_boxes(data: bytes) -> Boxes:
    """The boxes of a file; what is damaged in them is left out."""
    boxes = Boxes()
    with suppress(IndexError, ValueError, KeyError):
        _Reader(data, boxes).read()
    return boxes


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
            if extents > 1 and not (offset_size or length_size or (version and index_size)):
                raise ValueError  # thousands of parts that no byte tells of
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
        for name, start, _ in (self._properties[n - 1] for n in self._owned.get(main, ()) if n):
            boxes.turned |= name in (b"irot", b"imir")
            boxes.mirrored |= name == b"imir"
            if name == b"irot":
                boxes.quarters = self._data[start] & 3
            if name == b"pixi":
                boxes.bits = max(8, self._data[start + 5])
            if name == b"colr" and self._data[start : start + 4] == b"nclx":
                boxes.primaries, boxes.transfer = self._number(start + 4, 2), self._number(start + 6, 2)
        stretches = (places for method, places in self._extents.values() if method == 0)
        boxes.end = max((start + length for places in stretches for start, length in places), default=0)
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


def turn_by_exif(boxes: Boxes, orientation: int) -> int:
    """EXIF's orientation where it counts: macOS obeys it in files that do not turn themselves and are not `miaf`."""
    return orientation if orientation in range(1, 9) and not boxes.turned and b"miaf" not in boxes.brands else 1
