"""The team's pages in HTML. Words and markup are the templates'; everything that is filled in is escaped."""

from pathlib import Path

from jinja2 import Environment, FileSystemLoader, StrictUndefined

_CHANNELS = Path(__file__).parents[1]
_TEMPLATES = Environment(
    loader=FileSystemLoader([_CHANNELS / room / "templates" for room in ("team", "insight")]),
    autoescape=True,
    undefined=StrictUndefined,
    trim_blocks=True,
    lstrip_blocks=True,
)


def render(template: str, /, **values: object) -> str:
    """The template of that name, filled in with `values`."""
    return _TEMPLATES.get_template(f"{template}.html").render(values)
