"""Starting: whatever is wrong is one clear sentence, at once, and never a stack trace."""

import sqlite3
import tarfile
from contextlib import closing
from pathlib import Path

import pytest

from tests.cli.starting import serve, small_model
from unstuck import settings
from unstuck.cli.start import demand_sound, demand_whole, remarks
from unstuck.errors import ModelError, SettingError, StoreError
from unstuck.storage.inbox import Arrival, Inbox


def some_database(folder):
    Inbox(folder, "slack").take(Arrival(("1",), "a", {}, {"text": "x" * 20_000}))
    with closing(sqlite3.connect(folder / "unstuck.db")) as database:
        database.execute("PRAGMA wal_checkpoint(TRUNCATE)")
    return folder / "unstuck.db"


def scrambled(path, start, end):
    data = bytearray(path.read_bytes())
    data[start:end] = b"\x5a" * (min(end, len(data)) - start)
    path.write_bytes(data)


@pytest.mark.parametrize("process", ["actions", "sender", "rasa"])
def test_a_damaged_database_is_one_sentence(tmp_path, process):
    path = some_database(tmp_path)
    scrambled(path, 0, 4096)
    (told,) = serve(process, tmp_path)
    assert told.startswith(f"store_damaged: {path} is damaged (file is not a database)")


@pytest.mark.parametrize("name", ["unstuck.db", "tracker.db"])
@pytest.mark.parametrize("damage", [(0, 100), (4096, 8192), (100, 4096), (12_000, 60_000)])
def test_any_damage_is_seen(tmp_path, name, damage):
    path = some_database(tmp_path).rename(tmp_path / name)
    demand_sound(path)
    scrambled(path, *damage)
    with pytest.raises(StoreError, match="is damaged"):
        demand_sound(path)


def test_a_database_that_is_busy_or_not_there_is_no_reason_not_to_start(tmp_path):
    demand_sound(tmp_path / "nothing.db")
    path = some_database(tmp_path)
    with closing(sqlite3.connect(path, isolation_level=None)) as database:
        database.execute("BEGIN EXCLUSIVE")
        demand_sound(path)
        database.execute("ROLLBACK")


@pytest.mark.parametrize("where", ["/proc/nowhere", "/dev/null/below"])
def test_a_folder_that_cannot_be_written_is_one_sentence(where):
    for code, more in (("no_secret", {}), ("var_unwritable", {"UNSTUCK_SECRET": "sixteen-characters-of-it"})):
        (told,) = serve("sender", where, **more)
        assert told.startswith(f"{code}: ")
        assert where in told
        assert "UNSTUCK_VAR" in told


def test_a_secret_that_can_be_guessed_is_refused(tmp_path):
    (told,) = serve("sender", tmp_path, UNSTUCK_SECRET="hunter2")
    assert told.startswith("secret_too_short: UNSTUCK_SECRET")
    assert "hunter2" not in told


@pytest.fixture
def model(tmp_path):
    return small_model(tmp_path / "models")


@pytest.mark.parametrize(
    "damage",
    [
        lambda path: path.write_bytes(b""),
        lambda path: path.write_bytes(b"not a model"),
        lambda path: path.write_bytes(path.read_bytes()[:-1]),
        lambda path: path.write_bytes(path.read_bytes()[:50_000]),
        lambda path: scrambled(path, 40_000, 40_001),
        lambda path: scrambled(path, 0, 4),
        lambda path: tarfile.open(path, "w:gz").close(),
    ],
)
def test_a_damaged_model_is_seen(model, damage):
    demand_whole(model)
    damage(model)
    with pytest.raises(ModelError, match=r"is damaged .* delete it and run `make train`"):
        demand_whole(model)


def test_a_server_with_a_damaged_model_does_not_start(model, tmp_path):
    scrambled(model, 40_000, 40_001)
    (told,) = serve("rasa", tmp_path / "var", UNSTUCK_MODELS=str(model.parent))
    assert told.startswith(f"model_damaged: The model {model} is damaged")


@pytest.mark.parametrize(
    ("name", "value"),
    [
        *(
            (f"UNSTUCK_{number}", value)
            for number in ("RETENTION_DAYS", "PHOTO_SECONDS")
            for value in ("inf", "nan", "1e12")
        ),
        *(("UNSTUCK_PORT", value) for value in ("65536", "1e3", "inf")),
        ("UNSTUCK_ATTACHMENT_HOURS", "-inf"),
        ("UNSTUCK_MAX_UPLOAD_MB", "1e12"),
        ("UNSTUCK_PHOTO_WORKERS", "10000000000000"),
        ("UNSTUCK_SECRET", "schlüssel-über-sechzehn"),
        ("UNSTUCK_IDENTITY_SECRET", "schlüssel-über-sechzehn"),
        ("UNSTUCK_IDENTITY_SECRET", "short"),
        ("UNSTUCK_INSIGHT_TOKEN", "tökenstökenstökens"),
        ("UNSTUCK_SLACK_TOKEN", "xoxb-ü"),
        ("UNSTUCK_SLACK_SIGNING_SECRET", "ü"),
        ("UNSTUCK_TELEGRAM_TOKEN", "1:ü"),
        ("UNSTUCK_TELEGRAM_SECRET", "with spaces"),
        ("UNSTUCK_TELEGRAM_SECRET", "x" * 257),
        ("UNSTUCK_DESK_SECRET", "a\x00b"),
    ],
)
def test_what_no_setting_can_be_is_refused_by_its_name(name, value):
    with pytest.raises(SettingError, match=name) as caught:
        settings.read({name: value})
    if "SECRET" in name or "TOKEN" in name:
        assert value not in str(caught.value)


def test_names_that_have_no_effect_are_told():
    environment = {
        "UNSTUCK_PROT": "1",
        "UNSTUCK_SECRET": " ",
        "UNSTUCK_TELEGRAM_TOKEN": "",
        "UNSTUCK_PORT": "",
        "PATH": "",
    }
    assert list(remarks(environment | {"UNSTUCK_QUITE_SOMETHING_ELSE_AGAIN": "x"})) == [
        "UNSTUCK_PROT is no setting: did you mean UNSTUCK_PORT?",
        "UNSTUCK_QUITE_SOMETHING_ELSE_AGAIN is no setting, and has no effect.",
        "UNSTUCK_SECRET is set and empty, which counts as not set.",
        "UNSTUCK_TELEGRAM_TOKEN is set and empty, which counts as not set.",
    ]


def test_a_misspelt_name_is_told_when_a_process_starts(tmp_path):
    told = serve("sender", tmp_path, UNSTUCK_RETENTION_DAY="5", UNSTUCK_SECRET="short")
    assert told[0] == "UNSTUCK_RETENTION_DAY is no setting: did you mean UNSTUCK_RETENTION_DAYS?"
    assert Path(tmp_path).exists()
