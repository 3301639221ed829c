"""SECURITY.md: what it promises is tested by name, and no route is missing from it."""

import ast
import re

import pytest
from sanic import Sanic

from channels.web.channel import WebInput
from unstuck.settings import read


@pytest.fixture(scope="module")
def security(root):
    return (root / "SECURITY.md").read_text(encoding="utf-8")


def test_every_test_that_it_names_exists(root, security):
    named = re.findall(r"(tests/[\w/]+\.py)::(\w+)", security)
    assert len(named) > 30
    for path, test in named:
        tree = ast.parse((root / path).read_text(encoding="utf-8"))
        functions = {node.name for node in tree.body if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef)}
        assert test in functions, f"{path}::{test}"


def test_every_route_of_the_web_channel_stands_in_it(security, tmp_path):
    app = Sanic("routes")
    app.blueprint(WebInput(read({"UNSTUCK_VAR": str(tmp_path)})).blueprint(None), url_prefix="/chat")
    routes = {f"/{route.path}" for route in app.router.routes}
    assert "/chat/history" in routes
    for route in routes:
        assert re.sub(r"<.*", "", route).rstrip("/") in security, route
