"""The query."""
