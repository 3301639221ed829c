"""Pictures: why an app refuses one, and one that it takes."""
