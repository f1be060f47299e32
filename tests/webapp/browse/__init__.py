"""The browse."""
