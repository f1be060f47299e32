"""The registry: what became of every id."""
