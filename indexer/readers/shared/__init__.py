"""The shared."""
