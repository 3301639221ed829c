"""The core of Unstuck: articles, understanding, guide, photo, tickets. It knows no framework of dialogue or web."""
