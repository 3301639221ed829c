"""The log of every process: one line an event, that names nobody and quotes nobody.

Rasa, its SDK and Sanic each set up logging as they start, each in a way of its own, and quote what people write. So it
is done at the one place where every record passes, whoever made it.
"""

from __future__ import annotations

import hashlib
import hmac
import json
import logging
import re
import sys
import traceback
import warnings
from collections.abc import Iterable, Mapping
from datetime import UTC, datetime
from typing import Any, TextIO

from unstuck.errors import UnstuckError
from unstuck.privacy.masking import mask
from unstuck.privacy.signing_key import key
from unstuck.settings import ROOT, Settings

# Makes Rasa hand over its structured events as JSON, and not painted for a terminal.
ENVIRONMENT = {"FORCE_JSON_LOGGING": "1"}

OURS = ("unstuck", "actions", "channels", "components")  # loggers that are known to quote nobody
MOST_FRAMES = 12  # of an error's way, from where it happened
HASH_CHARACTERS = 12

_QUOTED = re.compile(r"(['\"`]).*\1", re.DOTALL)
_QUERY = re.compile(r"\?\S*")
_WEB_CONVERSATION = re.compile(r"web-[0-9a-f]{32}")
_WHO = ("conversation", "sender_id", "conversation_id", "recipient_id")


def start(settings: Settings, stream: TextIO = sys.stderr) -> None:
    """From now on, all that this process logs goes to `stream`, as the settings want it. Raises SettingError."""
    handler = logging.StreamHandler(stream)
    handler.setFormatter(Line(settings.log, key(settings.secret, settings.var)))

    def write(self: logging.Logger, record: logging.LogRecord) -> None:
        handler.handle(record)

    logging.Logger.callHandlers = write  # the place described above
    logging.raiseExceptions = False  # a full disk ends no turn, and the record that failed is not printed whole
    warnings.showwarning = _log_warning


def _log_warning(
    message: Warning | str,
    category: type[Warning],
    filename: str,
    lineno: int,
    file: TextIO | None = None,
    line: str | None = None,
) -> None:
    """A warning by its type and place: Rasa warns of orders that it cannot read, and quotes them."""
    logging.getLogger("warnings").warning("%s in %s:%s", category.__name__, _short(filename), lineno)


class Line(logging.Formatter):
    """Makes one line of a record, as `text` or `json`; `secret` is the key that conversation ids are hashed with."""

    def __init__(self, form: str, secret: bytes) -> None:
        super().__init__()
        self._form = form
        self._secret = secret

    def format(self, record: logging.LogRecord) -> str:
        """The line, without its end."""
        facts = self.facts(record)
        if self._form == "json":
            return json.dumps(facts)
        more = "".join(f" {name}={json.dumps(facts[name])}" for name in ("conversation", "error") if name in facts)
        message = facts["message"].replace("\n", " ")
        return f"{facts['at']} {facts['level']} {facts['logger']}: {message}{more}"

    def facts(self, record: logging.LogRecord) -> dict[str, Any]:
        """What is told of a record. A conversation goes into `extra={"conversation_id": id}` of the logging call."""
        at = datetime.fromtimestamp(record.created, UTC).isoformat(timespec="milliseconds")
        found = {"at": at, "level": record.levelname, "logger": record.name, "process": record.process}
        event = _structured(record)
        if event is not None:
            message, who, error = event["event"], _first(event, _WHO), _told_error(event)
        else:
            message, who, error = self._message(record), getattr(record, "conversation_id", None), _raised(record)
        found["message"] = _WEB_CONVERSATION.sub(lambda id: self.pseudonym(id[0]), mask(message))
        return found | ({"conversation": self.pseudonym(str(who))} if who else {}) | ({"error": error} if error else {})

    def pseudonym(self, conversation_id: str) -> str:
        """The same for the same conversation, on every server that has the same key; nobody can get back from it."""
        digest = hmac.new(self._secret, b"log|" + conversation_id.encode("utf-8", "replace"), hashlib.sha256)
        return digest.hexdigest()[:HASH_CHARACTERS]

    def _message(self, record: logging.LogRecord) -> str:
        args = tuple(map(_unquoting, record.args)) if isinstance(record.args, tuple) else record.args
        try:
            message = str(record.msg) % args if args else str(_unquoting(record.msg))
        except (TypeError, ValueError, KeyError):
            message = str(record.msg)
        if record.name.split(".")[0] in OURS:
            return message
        return _QUERY.sub("?…", _QUOTED.sub(r"\1…\1", message))


def _unquoting(value: Any) -> Any:
    """For an error that is not ours its type: a database's error says what was to be written."""
    if isinstance(value, BaseException) and not isinstance(value, UnstuckError):
        return type(value).__name__
    return value


def place(error: BaseException) -> str:
    """The type of an error and where it was raised, and nothing of what it says: that may quote somebody."""
    frames = traceback.extract_tb(error.__traceback__)[-1:]
    return " at ".join([type(error).__name__, *_way([(it.filename, it.lineno, it.name) for it in frames])])


def _structured(record: logging.LogRecord) -> dict[str, Any] | None:
    """The event that structlog, Rasa's other way to log, made JSON of."""
    if not (isinstance(record.msg, str) and record.msg.startswith("{") and not record.args):
        return None
    try:
        event = json.loads(record.msg)
    except ValueError:
        return None
    return event if isinstance(event.get("event"), str) else None


def _first(event: Mapping[str, Any], names: Iterable[str]) -> Any:
    return next((event[name] for name in names if event.get(name)), None)


def _told_error(event: Mapping[str, Any]) -> dict[str, Any] | None:
    """The error in a structured event: its type and its way, not what it says, nor what the variables held."""
    errors = event.get("exception")
    if not isinstance(errors, list) or not errors:
        return None
    frames = [(frame["filename"], frame["lineno"], frame["name"]) for frame in errors[-1].get("frames", ())]
    return {"type": errors[-1].get("exc_type"), "at": _way(frames)}


def _raised(record: logging.LogRecord) -> dict[str, Any] | None:
    """The same for an error that was raised; what an error of ours says is told, since it quotes nobody."""
    if not record.exc_info or record.exc_info[1] is None:
        return None
    error = record.exc_info[1]
    frames = [(frame.filename, frame.lineno, frame.name) for frame in traceback.extract_tb(error.__traceback__)]
    told = {"type": type(error).__name__, "at": _way(frames)}
    if isinstance(error, UnstuckError):
        return {**told, "code": error.code}
    return told


def _way(frames: list[tuple[str, int | None, str]]) -> list[str]:
    return [f"{_short(file)}:{line} {name}" for file, line, name in frames[-MOST_FRAMES:]]


def _short(file: str) -> str:
    return file.removeprefix(f"{ROOT}/")
