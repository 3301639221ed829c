"""Other help desks: what somebody answers there reaches the person here."""
