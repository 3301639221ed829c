"""Metrics: what Prometheus is told, that the dashboard and docs/metrics.md agree with it, and that it harms nothing."""

import json
import os
import re
import socket
import urllib.request
from types import SimpleNamespace
from unittest.mock import patch

import pytest
import requests
from prometheus_client.parser import text_string_to_metric_families

from channels.dialogue import Dialogue
from tests.channels.page import Page
from tests.observability.counts import Count
from tests.servers.bot import Bot, free_port, is_free_elsewhere
from unstuck import settings
from unstuck.cli import main, serve
from unstuck.errors import AttachmentError, SettingError, StoreError
from unstuck.observability import metrics
from unstuck.support.follow_ups import FollowUps
from unstuck.wording.refusals import refuse

FAMILIES = {family.name: family for family in metrics.REGISTRY.collect()}
LABELS = {  # the library tells them in no public way
    collector.describe()[0].name: set(collector._labelnames)
    for collector in vars(metrics).values()
    if isinstance(collector, metrics.Counter | metrics.Histogram)
}
EVERYWHERE = {"le", "instance", "job"}


def family(sample: str) -> str:
    """The metric that a sample's name belongs to."""
    return re.sub(r"_(total|bucket|sum|count)$", "", sample)


def samples(text: str) -> set[str]:
    """The names of our samples in a text."""
    return set(re.findall(r"\b(?:unstuck|process)_\w+", text))


@pytest.fixture(scope="module")
def queries(root) -> list[str]:
    """What the dashboard asks Prometheus."""
    board = json.loads((root / "deploy" / "grafana" / "unstuck.json").read_text(encoding="utf-8"))
    return [target["expr"] for panel in board["panels"] for target in panel.get("targets", ())]


def test_the_dashboard_shows_every_metric_and_no_other(queries):
    shown = {family(sample) for query in queries for sample in samples(query)}
    assert shown <= set(FAMILIES)
    assert set(LABELS) <= shown
    assert len(LABELS) == sum(name.startswith("unstuck_") for name in FAMILIES)


def test_the_dashboard_asks_for_labels_that_there_are(queries):
    for query in queries:
        known = set.union(EVERYWHERE, *(LABELS.get(family(sample), set()) for sample in samples(query)))
        grouped = {name.strip() for names in re.findall(r"by \(([^)]*)\)", query) for name in names.split(",")}
        matched = set(re.findall(r"(\w+)(?:=~|!=|=)\"", query))
        assert grouped | matched <= known, query


def test_every_metric_tells_which_labels_it_has():
    for name, labels in LABELS.items():
        assert all(label in FAMILIES[name].documentation for label in labels), name


def test_docs_list_every_metric_and_ask_for_no_other(root):
    text = (root / "docs" / "metrics.md").read_text(encoding="utf-8")
    for name in LABELS:
        kind = FAMILIES[name].type
        row = f"| `{name}{'_total' if kind == 'counter' else ''}` | {kind} | {FAMILIES[name].documentation} |"
        assert row in text, f"docs/metrics.md misses the line:\n{row}"
    assert {family(sample) for sample in samples(text)} <= set(FAMILIES)


def test_the_metrics_port_is_closed_by_default_and_then_open_on_loopback_only(monkeypatch):
    port = free_port()
    metrics.serve(settings.read({"UNSTUCK_METRICS_PORT": str(port)}))
    with urllib.request.urlopen(f"http://127.0.0.1:{port}/metrics", timeout=9) as answer:
        assert b"# TYPE unstuck_turns_total counter" in answer.read()
    assert is_free_elsewhere(port)
    monkeypatch.setattr(metrics, "start_http_server", lambda *_: pytest.fail("a port was opened"))
    metrics.serve(settings.read({}))


def test_a_taken_port_costs_the_metrics_alone_and_the_log_says_so_once(caplog):
    with socket.socket() as other:
        other.bind(("127.0.0.1", 0))
        other.listen()
        port = other.getsockname()[1]
        metrics.serve(settings.read({"UNSTUCK_METRICS_PORT": str(port)}))
    (line,) = caplog.messages
    assert f"port {port} of 127.0.0.1 cannot be used (Address already in use)" in line
    assert caplog.records[0].exc_info is None


@pytest.mark.parametrize(
    ("name", "value"),
    [("PORT", "-1"), ("PORT", "65534"), ("PORT", "here"), ("HOST", "everywhere"), ("HOST", "0.0.0.0:9400")],
)
def test_a_port_or_address_that_cannot_be_used_is_named(name, value):
    with pytest.raises(SettingError, match=f"UNSTUCK_METRICS_{name}"):
        settings.read({f"UNSTUCK_METRICS_{name}": value})


@pytest.mark.parametrize(("process", "port"), [("rasa", 9400), ("actions", 9401), ("sender", 9402)])
def test_each_process_has_its_own_port(process, port, tmp_path, monkeypatch):
    monkeypatch.setattr(serve, "become", lambda *_: None)
    monkeypatch.setattr(serve, "newest_model", lambda _: tmp_path)
    ports = {"UNSTUCK_PORT": str(free_port()), "UNSTUCK_ACTIONS_PORT": str(free_port())}
    with patch.dict(os.environ, {"UNSTUCK_VAR": str(tmp_path), "UNSTUCK_METRICS_PORT": "9400", **ports}):
        assert main.main(["serve", process]) == 0
        assert settings.read().metrics_port == port


@pytest.mark.parametrize("first", ["5003", "5005", "5055"])
def test_metrics_never_take_the_port_that_a_server_needs(first, tmp_path, capsys):
    with patch.dict(os.environ, {"UNSTUCK_VAR": str(tmp_path), "UNSTUCK_METRICS_PORT": first}):
        assert main.main(["serve", "sender"]) == 1
    assert capsys.readouterr().err.startswith(f"metrics_port_taken: UNSTUCK_METRICS_PORT={first} and the two")


@pytest.mark.parametrize("result", ["ok", "trouble", "memory_lost"])
async def test_a_turn_is_counted_with_its_result(result):
    store = SimpleNamespace()

    async def handle(message):
        if result == "memory_lost":
            store._on_tracker_store_error(OSError())
        if result != "trouble":
            await message.output_channel.send_response("ann", {"text": "hello"})

    dialogue = Dialogue("test", handle, lambda: SimpleNamespace(tracker_store=store))
    turns = Count("unstuck_turns_total", channel="test", result=result)
    took = Count("unstuck_turn_seconds_count", channel="test")
    await dialogue.turn("ann", "hi", "1", {})
    assert (turns.risen, took.risen) == (1, 1)


@pytest.mark.parametrize(
    ("error", "metric", "code"),
    [
        (refuse("channel_empty_message"), "refusals", "channel_empty_message"),
        (AttachmentError("attachment_unknown", "Send it again."), "refusals", "attachment_unknown"),
        (StoreError("store_unreachable", "Try again."), "errors", "store_unreachable"),
        (ValueError("what somebody typed"), "errors", "unexpected"),
    ],
)
def test_what_people_do_wrong_and_what_fails_here_are_counted_apart(error, metric, code):
    count = Count(f"unstuck_{metric}_total", code=code)
    metrics.failed(error)
    assert count.risen == 1


def test_promises_are_counted_from_their_making_to_their_end(tmp_path):
    events = ("scheduled", "cancelled", "kept", "given_up")
    counts = [Count("unstuck_follow_ups_total", event=event) for event in events]
    promises = FollowUps(tmp_path)
    for conversation_id in ("ann", "bob", "eve"):
        promises.schedule(conversation_id, "web", -1)
    assert (promises.cancel("eve"), promises.cancel("eve")) == (1, 0)
    promises.keep_due(lambda promise: promise.conversation_id == "ann")
    assert [count.risen for count in counts] == [3, 1, 1, 1]


def three_free_ports() -> int:
    """The first of three in a row."""
    while True:
        first = free_port()
        try:
            for port in (first + 1, first + 2):
                with socket.socket() as probe:
                    probe.bind(("127.0.0.1", port))
        except OSError:
            continue
        return first


@pytest.fixture(scope="module")
def watched(tmp_path_factory):
    """A bot of its own, with all its processes watched."""
    environment = {"UNSTUCK_METRICS_PORT": str(three_free_ports())}
    bot = Bot(tmp_path_factory.mktemp("watched"), environment)
    try:
        yield bot.start("actions", "sender", "rasa")
    finally:
        bot.kill("rasa")  # asked to end, it would wait for the page's connection
        bot.stop()


def told(bot: Bot, nth: int) -> dict[tuple[str, ...], float]:
    """What the nth process tells: name and values of the labels, in the order of their names, to the number."""
    answer = requests.get(f"http://127.0.0.1:{bot.settings.metrics_port + nth}/metrics", timeout=9)
    answer.raise_for_status()
    return {
        (sample.name, *(value for _, value in sorted(sample.labels.items()))): sample.value
        for found in text_string_to_metric_families(answer.text)
        for sample in found.samples
    }


@pytest.mark.servers
def test_a_real_turn_shows_up_at_both_servers_and_names_nobody(watched):
    page = Page(watched.address).begin()
    try:
        page.say("it only lets me pick from 3 pictures on my iphone se")
        page.wait_for("bot")
        assert "error" in page.say("")
    finally:
        page.leave()
    watched.talk("zebra-keeper").say("/zebra")
    rasa, actions, sender = (told(watched, nth) for nth in range(3))
    assert rasa["unstuck_turns_total", "web", "ok"] == rasa["unstuck_turn_seconds_count", "web"] == 2
    assert rasa["unstuck_stage_seconds_count", "parse"] == 3
    assert rasa["unstuck_refusals_total", "channel_empty_message"] == 1
    assert actions["unstuck_stage_seconds_count", "action"] == 3
    assert actions["unstuck_intents_total", "describe_photo_permission", "text"] == 1
    assert all(process["process_resident_memory_bytes",] > 10_000_000 for process in (rasa, actions, sender))
    everything = str([rasa, actions, sender])
    assert "zebra" not in everything
    assert page.conversation_id not in everything
