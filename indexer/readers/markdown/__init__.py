"""The markdown."""
