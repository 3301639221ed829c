"""Placeholder."""

from unstuck.photo.alerts import match_alert
from unstuck.photo.reading import read_text


def find(image, alerts):
    text = read_text(image)
    return (text is not None, text)
