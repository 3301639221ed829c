"""Which desks hear of a ticket, beside the local database. Light, since every action server asks."""

from unstuck.errors import SettingError
from unstuck.settings import Settings, variable

# The setting that chooses a desk, and those that it cannot do without.
NEEDS = {
    "webhook": ("desk_webhook", "desk_secret"),
    "slack": ("desk_slack_channel", "slack_token"),
    "email": ("desk_email", "smtp", "smtp_from"),
}


def chosen_desks(settings: Settings) -> tuple[str, ...]:
    """The names of the desks that the settings choose; each is also the name of its queue in the outbox.

    Raises:
        SettingError: `desk_incomplete`, a desk is chosen without what it needs.
    """
    names = tuple(name for name, (choice, *_) in NEEDS.items() if getattr(settings, choice))
    for name in names:
        choice, *others = NEEDS[name]
        missing = [variable(other) for other in others if not getattr(settings, other)]
        if missing:
            raise SettingError("desk_incomplete", f"{variable(choice)} needs {' and '.join(missing)} as well: set it.")
    return names
