"""The reading."""
