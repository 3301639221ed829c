"""The door of the action server: it takes calls of this installation's Rasa servers alone.

The SDK has a hook for it, which is given the server before it starts; and it imports every module beside this one.
"""

import hmac
from typing import Any

import pluggy
from rasa_sdk.endpoint import response
from rasa_sdk.plugin import plugin_manager

from unstuck import settings
from unstuck.privacy.signing_key import ACTIONS_HEADER, actions_secret

HEALTH = "/health"  # tells nothing, and is asked by whoever starts and stops servers


class Door:
    """What the SDK's plugin manager calls."""

    @pluggy.HookimplMarker("rasa_sdk")
    def attach_sanic_app_extensions(self, app: Any) -> None:
        """Let nobody in who does not know the secret. Raises SettingError."""
        configured = settings.read()
        secret = f"key={actions_secret(configured.secret, configured.var)}".encode()

        @app.on_request
        async def only_ours(request: Any) -> Any:
            told = request.headers.get(ACTIONS_HEADER, "").encode(errors="replace")
            if request.path != HEALTH and not hmac.compare_digest(told, secret):
                return response.json({"error": "This server takes calls of its own Rasa servers only."}, status=403)
            return None


plugin_manager().register(Door(), name="door")
