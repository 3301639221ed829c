"""Reads a QR code out of its SVG, as a phone does from a screen."""

import re

import cv2
import numpy as np

ENLARGED = 8  # pixels for a module


def decoded(svg: bytes) -> str:
    """The text of the code; lines of one module's height are what our SVGs are drawn of."""
    (path,) = re.findall(r'stroke="#000" d="([^"]+)"', svg.decode())
    runs: list[tuple[int, int, int]] = []
    x = y = 0.0
    for command, numbers in re.findall(r"([Mmh])([-\d. ]+)", path):
        first, *second = map(float, numbers.split())
        if command == "h":
            runs.append((int(y), int(x), int(x + first)))
            x += first
        else:
            x, y = (first, second[0]) if command == "M" else (x + first, y + second[0])
    side = max(max(row, end) for row, _, end in runs) + 5
    picture = np.full((side, side), 255, np.uint8)
    for row, begin, end in runs:
        picture[row, begin:end] = 0
    text, _, _ = cv2.QRCodeDetector().detectAndDecode(
        cv2.resize(picture, None, fx=ENLARGED, fy=ENLARGED, interpolation=0)
    )
    return text
