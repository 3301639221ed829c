"""The rules, looked up by their intent.

Rasa's RulePolicy compares each rule with the last turns, four times a turn: a quarter of the server's time with the
project's own rules, and more with every article. Here every rule reads `intent, then action`, so its
key in RulePolicy's own table is known from the intent and the last action alone.
"""

from __future__ import annotations

from typing import Any

from rasa.core.policies.rule_policy import RULES, InvalidRule, RulePolicy
from rasa.engine.recipes.default_recipe import DefaultV1Recipe
from rasa.engine.storage.resource import Resource
from rasa.shared.core.constants import ACTION_LISTEN_NAME, PREVIOUS_ACTION, USER
from rasa.shared.core.domain import Domain, State
from rasa.shared.core.generator import TrackerWithCachedStates
from rasa.shared.core.trackers import DialogueStateTracker
from rasa.shared.nlu.constants import ACTION_NAME, INTENT


@DefaultV1Recipe.register(DefaultV1Recipe.ComponentType.POLICY_WITHOUT_END_TO_END_SUPPORT, is_trainable=True)
class IntentRules(RulePolicy):
    """RulePolicy for rules of one intent and one action, without conditions on slots, entities or what went before."""

    def train(self, training_trackers: list[TrackerWithCachedStates], domain: Domain, **kwargs: Any) -> Resource:
        """Train on the rules. Raises InvalidRule when one is of another kind."""
        resource = super().train(training_trackers, domain, **kwargs)
        for rule in self.lookup[RULES]:
            last = self._rule_key_to_state(rule)[-1]
            intent, action = last.get(USER, {}).get(INTENT), last.get(PREVIOUS_ACTION, {}).get(ACTION_NAME)
            if rule != self._key(intent, action):
                raise InvalidRule(f"A rule has to be one intent and one action; this one is not: {rule}")
        return resource

    def _find_action_from_rules(
        self, tracker: DialogueStateTracker, domain: Domain, use_text_for_last_user_input: bool
    ) -> tuple[str | None, str | None, bool]:
        """The next action, the rule that says so, and never a return to a loop; Rasa asks by text as well."""
        if use_text_for_last_user_input or not tracker.latest_message:
            return None, None, False
        rule = self._key(tracker.latest_message.intent.get("name"), tracker.latest_action_name)
        return self.lookup[RULES].get(rule), rule, False

    def _key(self, intent: str | None, last_action: str | None) -> str | None:
        """Under which RulePolicy keeps the rule for what follows this action in a turn of this intent."""
        turn: State = {USER: {INTENT: intent}, PREVIOUS_ACTION: {ACTION_NAME: ACTION_LISTEN_NAME}}
        before = [] if last_action == ACTION_LISTEN_NAME else [turn]
        return self._create_feature_key([*before, turn | {PREVIOUS_ACTION: {ACTION_NAME: last_action}}])
