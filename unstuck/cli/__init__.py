"""The command line: one module a command, each with `register`, which adds its parser and names its function."""
