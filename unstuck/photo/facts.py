"""What is known of a file without any app's limits."""

from dataclasses import dataclass
from enum import StrEnum

from unstuck.photo.metadata import Metadata

# Of a damaged picture, how much must be there for a rescue: "most of it".
ENOUGH = 0.5


class Damage(StrEnum):
    """What is wrong with the bytes."""

    NONE = "none"
    EMPTY = "empty"
    TRUNCATED = "truncated"
    CORRUPT = "corrupt"


class Blank(StrEnum):
    """A picture on which there is nothing to see."""

    BLACK = "black"
    WHITE = "white"
    CLEAR = "clear"


@dataclass(frozen=True)
class Facts:
    """The facts of one file.

    Attributes:
        format: None when nothing is recognised.
        picture: whether it is a picture at all, readable or not.
        width: upright; 0 when unknown. The same for `height`.
        visible: share of the picture that could be decoded, 0 to 1.
        unread: a sound picture of a kind that cannot be decoded here.
        colour: an unusual way to store colour, None for an ordinary one.
        progressive: damage takes sharpness from all of it, not a part.
        background: "white" or "dark", the colour behind a see-through picture; None for one that is not.
        gain_map: extra brightness for HDR screens is stored beside the picture.
        out_of_memory: it did not fit into the worker.
    """

    format: str | None
    picture: bool
    bytes: int
    width: int = 0
    height: int = 0
    damage: Damage = Damage.NONE
    visible: float = 0.0
    unread: bool = False
    too_many_pixels: bool = False
    animated: bool = False
    colour: str | None = None
    progressive: bool = False
    background: str | None = None
    blank: Blank | None = None
    gain_map: bool = False
    metadata: Metadata = Metadata()
    out_of_memory: bool = False
