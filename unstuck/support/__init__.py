"""The hand-off: tickets go to the desks that the settings name, beside the local database, outside of any turn."""
