"""The frame of an overlay."""

from __future__ import annotations

from ruamel.yaml import YAML

from tests.wording.made_up import CODE
from unstuck.articles.overlay import Overlay
from unstuck.cli.main import main


def test_the_frame_of_an_overlay_asks_for_all_and_keeps_what_is_there(tenth):
    path = tenth.articles / f"threads_upload_photo.{CODE}.yml"
    before = Overlay.model_validate(YAML(typ="safe").load(path))
    assert main(["articles", "translate", "threads_upload_photo", CODE]) == 0
    assert Overlay.model_validate(YAML(typ="safe").load(path)) == before
    assert "# Check the Wi-Fi Connection" in path.read_text()
