"""What is counted while the bot runs, for Prometheus: every metric with its labels, and the port they are read from.

Counting takes microseconds, in memory, in the process where it happens; Prometheus adds the processes up. A label holds
one of a few names that the project itself gives (channels, intents, ids of articles, codes), never what a person said
or who it was. docs/metrics.md is this list for readers; a test fails when it misses one.
"""

from __future__ import annotations

import logging

from prometheus_client import (
    CollectorRegistry,
    Counter,
    Histogram,
    ProcessCollector,
    disable_created_metrics,
    start_http_server,
)

from unstuck.errors import AttachmentError, ChannelError, UnstuckError
from unstuck.settings import Settings

log = logging.getLogger(__name__)

# Upper bounds in seconds: reading a message takes milliseconds, a turn some ten, a picture up to half a minute.
SECONDS = (0.001, 0.0025, 0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 2.5, 5, 10, 30, 60)
UNEXPECTED = "unexpected"  # the code of an error that is not one of ours

disable_created_metrics()  # a second series for each counter, which the dashboard has no use for
REGISTRY = CollectorRegistry()
ProcessCollector(registry=REGISTRY)  # memory, processor time and open files of the process itself


def _counter(name: str, doc: str, *labels: str) -> Counter:
    return Counter(f"unstuck_{name}", doc, labels, registry=REGISTRY)


def _histogram(name: str, doc: str, *labels: str) -> Histogram:
    return Histogram(f"unstuck_{name}", doc, labels, buckets=SECONDS, registry=REGISTRY)


TURNS = _counter(
    "turns",
    "turns, by channel and by result: ok, trouble (no answer of the bot's own), memory_lost (the tracker store failed)",
    "channel",
    "result",
)
TURN_SECONDS = _histogram("turn_seconds", "how long turns took, by channel", "channel")
STAGE_SECONDS = _histogram(
    "stage_seconds",
    "how long the stages of a turn took, by stage: parse (what a message means), action (what to answer)",
    "stage",
)
INTENTS = _counter(
    "intents",
    "messages that an action answered, by intent (nlu_fallback: not understood) and by source: text (typed), "
    "payload (a button, a picture, a promise that is due)",
    "intent",
    "source",
)
FIXES = _counter(
    "fixes",
    "how fixes went, by ids of article, cause and fix (the latter two empty if there was none yet) and by result: "
    "failed, skipped, solved, stopped, handed_off",
    "article",
    "cause",
    "fix",
    "result",
)
PICTURE_FINDINGS = _counter(
    "picture_findings", "what was found in pictures, by code of the finding, or screenshot, or fine", "code"
)
PICTURE_SECONDS = _histogram(
    "picture_seconds",
    "how long pictures took in their worker, with the wait for it, by task: inspect, repair",
    "task",
)
FOLLOW_UPS = _counter(
    "follow_ups",
    "promises to write again, by event: scheduled, cancelled (called off or solved), kept (handed to the channel), "
    "given_up (nobody is there any more)",
    "event",
)
TICKETS = _counter("tickets", "tickets, by event: opened, updated", "event")
REFUSALS = _counter("refusals", "what channels and the attachment store did not take or hand out, by code", "code")
ERRORS = _counter("errors", "what failed on our side, by code; unexpected: an error that has none", "code")


def failed(error: Exception) -> None:
    """Count an error where it is handled: as a refusal if it is the sender's doing, or else as an error."""
    code = error.code if isinstance(error, UnstuckError) else UNEXPECTED
    (REFUSALS if isinstance(error, ChannelError | AttachmentError) else ERRORS).labels(code).inc()


def serve(settings: Settings) -> None:
    """Hand the metrics out over HTTP at this process's `metrics_port`, in a thread that ends with the process.

    A port that cannot be used costs the metrics and nothing else: the log says so, and the bot runs on.
    """
    if not settings.metrics_port:
        return
    try:
        start_http_server(settings.metrics_port, settings.metrics_host, REGISTRY)
    except OSError as error:
        log.error(
            "there are no metrics: port %s of %s cannot be used (%s): choose another UNSTUCK_METRICS_PORT",
            settings.metrics_port,
            settings.metrics_host,
            error.strerror,
        )
