from types import SimpleNamespace

import pytest
from rasa.engine.graph import ExecutionContext, GraphSchema
from rasa.engine.storage.local_model_storage import LocalModelStorage
from rasa.engine.storage.resource import Resource
from rasa.shared.nlu.training_data.message import Message
from rasa.shared.nlu.training_data.training_data import TrainingData

from components.reader import MessageReader
from unstuck.guide.case import Asking, Case
from unstuck.understanding import archive
from unstuck.understanding.encoder import SentenceEncoder
from unstuck.understanding.reading import Reader
from unstuck.understanding.statements import Statement

EXAMPLES = [
    ("will it rain today", "weather"),
    ("is it sunny outside", "weather"),
    ("how cold is it tomorrow", "weather"),
    ("order me a pizza", "food"),
    ("what can I cook tonight", "food"),
    ("I am hungry", "food"),
]


def talk(case=None):
    """What Rasa hands over of a talk: its slot."""
    return SimpleNamespace(get_slot=lambda name: case)


SILENT = talk()


@pytest.fixture(scope="module")
def storage(tmp_path_factory):
    return LocalModelStorage(tmp_path_factory.mktemp("model"))


@pytest.fixture(scope="module")
def context():
    return ExecutionContext(GraphSchema({}), "test")


@pytest.fixture(scope="module")
def trained(storage, context):
    component = MessageReader.create(MessageReader.get_default_config(), storage, Resource("reader"), context)
    data = TrainingData([Message({"text": text, "intent": intent}) for text, intent in EXAMPLES])
    resource = component.train(data)
    return MessageReader.load(MessageReader.get_default_config(), storage, resource, context)


def test_a_trained_classifier_is_persisted_loaded_and_reads(trained):
    (message,) = trained.process([Message({"text": "is there rain outside"})], SILENT)
    assert message.get("intent")["name"] == "weather"
    assert [guess["name"] for guess in message.get("intent_ranking")] == ["weather", "food"]


def test_all_that_is_known_of_a_message_travels_with_it(trained):
    (message,) = trained.process([Message({"text": "I am so hungry"})], SILENT)
    out = message.as_dict(only_output_properties=True)
    assert {"intent", "intent_ranking", "nearest", "statements", "asks", "passages"} <= set(out)
    assert (out["language"], out["asks"], out["nearest"]) == ("en", False, "I am hungry")
    assert [Statement.from_json(one).intent for one in out["statements"]] == ["food"]


def test_an_answer_is_read_in_the_moment_that_the_case_stands_at(trained):
    open_question = Case(article="threads_profile_photo", asking=Asking.CAUSE).to_json()
    for case, intent in ((open_question, "describe_photo_permission"), (None, None)):
        (message,) = trained.process([Message({"text": "2"})], talk(case))
        said = [one["intent"] for one in message.get("statements") if one["act"] == "answers"]
        assert said == ([intent] if intent else [])


def test_the_ranking_is_as_long_as_configured(storage, context, trained):
    short = MessageReader.load({"ranking_length": 1}, storage, Resource("reader"), context)
    (message,) = short.process([Message({"text": "rain"})], SILENT)
    assert len(message.get("intent_ranking")) == 1


def test_an_empty_message_is_read_too(trained):
    (message,) = trained.process([Message({"text": ""})], SILENT)
    assert message.get("intent")["confidence"] == 0


def test_with_another_encoder_training_is_done_again(monkeypatch):
    config = MessageReader.get_default_config()
    trained_with = MessageReader.fingerprint_addon(config)
    assert MessageReader.fingerprint_addon(config) == trained_with
    monkeypatch.setattr(SentenceEncoder, "load", lambda *_: SimpleNamespace(fingerprint="another"))
    assert MessageReader.fingerprint_addon(config) != trained_with


def test_entities_come_with_their_values(trained):
    (message,) = trained.process([Message({"text": "my iPhone SE, 12 MB"})], SILENT)
    found = [(entity["entity"], entity["value"], entity["start"], entity["end"]) for entity in message.get("entities")]
    assert found == [
        ("device", "home_button", 3, 12),
        ("device_model", "iPhone SE", 3, 12),
        ("file_size", 12_000_000, 14, 19),
    ]


async def test_rasa_and_the_core_read_the_same(models):
    """The same model, through Rasa's graph and without it."""
    from rasa.core.agent import Agent

    agent, reader = Agent.load(str(archive.newest(models))), Reader.load(models)
    for text in (
        "it only lets me pick from 3 pictures",
        "it's a heic and also I changed it five times",
        "no funciona nada",
    ):
        parsed, reading = await agent.parse_message(text), reader.read(text)
        guesses = [guess for guess in parsed["intent_ranking"] if guess["name"] != "nlu_fallback"]
        assert guesses[0]["name"] == reading.intent
        assert guesses[0]["confidence"] == pytest.approx(reading.confidence)
        assert [entity["value"] for entity in parsed["entities"]] == [entity.value for entity in reading.entities]
        assert parsed["language"] == reading.language
        statements = [Statement.from_json(one) for one in parsed["statements"]]
        assert [(one.intent, one.how, one.start) for one in statements] == [
            (one.intent, one.how, one.start) for one in reading.statements
        ]
