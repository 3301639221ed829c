"""The place that thermal cameras by FLIR note outside of Exif, as ExifTool's FLIR.pm describes their records."""

import struct

# The blocks of a JPEG (APP1) that together make a file of records; eight bytes are the block's own head.
_BLOCK, _BLOCK_HEAD = b"FLIR\0", 8
_START_OF_SCAN = 0xDA
# Of that file: where it says its version, by which its byte order is known; where its list of records is.
_VERSION_AT, _VERSIONS = 0x14, range(100, 200)
_LIST_AT, _ENTRY = 0x18, 0x20
_PLACE = 0x2B


def has_place(jpeg: bytes) -> bool:
    """Whether a place is noted in a thermal camera's JPEG; damaged records count as none."""
    try:
        return _BLOCK in jpeg and _notes_place(_records(jpeg))
    except (struct.error, IndexError):
        return False


def _records(jpeg: bytes) -> bytes:
    found, position = b"", 2
    while jpeg[position] == 0xFF and jpeg[position + 1] != _START_OF_SCAN:
        (length,) = struct.unpack_from(">H", jpeg, position + 2)
        block = jpeg[position + 4 : position + 2 + length]
        if block.startswith(_BLOCK):
            found += block[_BLOCK_HEAD:]
        position += 2 + length
    return found


def _notes_place(records: bytes) -> bool:
    order = next((order for order in "><" if struct.unpack_from(f"{order}I", records, _VERSION_AT)[0] in _VERSIONS), "")
    if not order:
        return False
    start, count = struct.unpack_from(f"{order}II", records, _LIST_AT)
    for entry in range(start, min(start + count * _ENTRY, len(records)), _ENTRY):
        (kind,) = struct.unpack_from(f"{order}H", records, entry)
        (place,) = struct.unpack_from(f"{order}I", records, entry + 12)
        if kind == _PLACE:
            return bool(struct.unpack_from("<I", records, place)[0])  # whether what follows is known
    return False
