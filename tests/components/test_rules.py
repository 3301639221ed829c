import pytest
from rasa.core.policies.rule_policy import InvalidRule, RulePolicy
from rasa.engine.graph import ExecutionContext, GraphSchema
from rasa.engine.storage.local_model_storage import LocalModelStorage
from rasa.engine.storage.resource import Resource
from rasa.shared.core.domain import Domain
from rasa.shared.core.events import ActionExecuted, SlotSet, UserUttered
from rasa.shared.core.generator import TrainingDataGenerator
from rasa.shared.core.trackers import DialogueStateTracker
from rasa.shared.core.training_data.story_reader.yaml_story_reader import YAMLStoryReader
from rasa.shared.core.training_data.structures import StoryGraph

from components.rules import IntentRules

DOMAIN = Domain.from_yaml("""
intents: [greet, thank, leave, unheard]
entities: [device]
slots: {case: {type: text, mappings: [{type: custom}]}}
actions: [action_talk, action_leave, action_default_fallback]
""")
RULES = """
rules:
  - rule: talk
    steps: [{or: [{intent: greet}, {intent: thank}]}, {action: action_talk}]
  - rule: leave
    steps: [{intent: leave}, {action: action_leave}]
"""


@pytest.fixture
def train(tmp_path):
    def train(policy=IntentRules, rules=RULES):
        steps = YAMLStoryReader(DOMAIN).read_from_string(rules)
        trackers = TrainingDataGenerator(StoryGraph(steps), DOMAIN).generate()
        context = ExecutionContext(GraphSchema({}), "test")
        storage, resource = LocalModelStorage(tmp_path), Resource(policy.__name__)
        policy.create(policy.get_default_config(), storage, resource, context).train(trackers, DOMAIN)
        return policy.load(policy.get_default_config(), storage, resource, context)

    return train


def turn(intent, *actions, before=()):
    said = UserUttered("I say so", {"name": intent}, [{"entity": "device", "value": "ipad"}])
    done = [ActionExecuted(name) for name in actions]
    events = [ActionExecuted("action_listen"), *before, said, *done, SlotSet("case", "{}")]
    return DialogueStateTracker.from_events("somebody", events, DOMAIN.slots, domain=DOMAIN)


def after(policy, *said, **others):
    """The next action of a turn, and how sure the policy is."""
    prediction = policy.predict_action_probabilities(turn(*said, **others), DOMAIN)
    return DOMAIN.action_names_or_texts[prediction.max_confidence_index], prediction.max_confidence


def test_an_intent_leads_to_its_action_and_the_bot_listens_again(train):
    rules = train()
    assert after(rules, "thank") == ("action_talk", 1.0)
    assert after(rules, "thank", "action_talk") == ("action_listen", 1.0)
    assert after(rules, "leave") == ("action_leave", 1.0)


def test_an_intent_without_a_rule_falls_back(train):
    assert after(train(), "unheard") == ("action_default_fallback", 0.3)
    assert after(train(), "made_up_by_the_sender")[0] == "action_default_fallback"


def test_rasas_own_rule_policy_says_the_same(train):
    own, rasas = train(), train(RulePolicy)
    greeted = [UserUttered("hi", {"name": "greet"}), ActionExecuted("action_talk"), ActionExecuted("action_listen")]
    for intent in [*DOMAIN.intents, "made_up_by_the_sender"]:
        for actions in ((), ("action_talk",), ("action_leave",), ("action_default_fallback",)):
            for before in ((), greeted):
                assert after(own, intent, *actions, before=before) == after(rasas, intent, *actions, before=before)


@pytest.mark.parametrize(
    "steps",
    [
        "[{intent: leave, entities: [device]}, {action: action_leave}]",
        "[{slot_was_set: [{case: null}]}, {intent: leave}, {action: action_leave}]",
        "[{intent: leave}, {action: action_talk}, {action: action_leave}]",
    ],
)
def test_a_rule_that_asks_for_more_than_an_intent_is_refused(train, steps):
    with pytest.raises(InvalidRule, match="one intent"):
        train(rules=f"rules: [{{rule: more, steps: {steps}}}]")
