"""Rasa's drawings for `rasa test`, whose matplotlib it would load at every start: loaded when something is drawn."""

import logging
import sys
from collections.abc import Callable
from functools import cache
from importlib.machinery import PathFinder
from importlib.util import find_spec, module_from_spec
from types import ModuleType
from typing import Any


def __getattr__(name: str) -> Callable[..., None]:
    """Rasa's function of this name, or one that says why there is no drawing."""
    if name.startswith("__"):
        raise AttributeError(name)

    def draw(*arguments: Any, **named: Any) -> None:
        if find_spec("matplotlib"):
            getattr(_real(), name)(*arguments, **named)
        else:
            logging.getLogger(__name__).warning("No drawing by %s: run `scripts/setup.sh tests` for matplotlib.", name)

    return draw


@cache
def _real() -> ModuleType:
    spec = PathFinder.find_spec(__name__, sys.modules["rasa.utils"].__path__)
    assert spec is not None
    assert spec.loader is not None
    module = module_from_spec(spec)
    spec.loader.exec_module(module)
    return module
