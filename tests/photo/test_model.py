"""What is known of a file, in the form that other programs read."""

import json

from tests.photo.samples import heic, look
from tests.pictures import scene
from unstuck.photo.model import undecodable
from unstuck.wording.responses import Words


def test_a_worker_that_died_leaves_a_report():
    assert undecodable(5, late=False).findings[0].response == "utter_finding_corrupt"
    assert undecodable(5, late=True).findings[0].response == "utter_finding_corrupt_late"


def test_the_json_form_has_the_keys_of_the_contract():
    report = look(heic(scene(600, 400))).to_json(Words.load())
    assert list(report) == ["kind", "format", "bytes", "width", "height", "findings", "error_message"]
    assert all(list(finding) == ["code", "severity", "message"] for finding in report["findings"])
    assert json.loads(json.dumps(report)) == report
    assert (report["kind"], report["findings"][0]["severity"]) == ("photo", "blocks")
