"""The event broker: whichever of Rasa's the settings ask for, or none."""

from __future__ import annotations

import json
from asyncio import AbstractEventLoop

from rasa.core.brokers.broker import EventBroker
from rasa.utils.endpoints import EndpointConfig

from unstuck import settings


class ChosenBroker(EventBroker):
    """Stands in endpoints.yml for the broker that `UNSTUCK_EVENTS` describes; never made itself."""

    @classmethod
    async def from_endpoint_config(
        cls, broker_config: EndpointConfig, event_loop: AbstractEventLoop | None = None
    ) -> EventBroker | None:
        """Rasa's broker, connected; None when the setting is empty. Raises SettingError, and what Rasa raises."""
        configured = settings.read().events
        return (
            await EventBroker.create(EndpointConfig.from_dict(json.loads(configured)), event_loop)
            if configured
            else None
        )
