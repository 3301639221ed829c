"""REST, for the terminal and tests: it believes whatever its caller says, so few may call."""
