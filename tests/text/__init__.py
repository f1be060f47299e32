"""The text."""
