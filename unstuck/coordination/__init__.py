"""Who may act now, among several servers."""
