"""The verify."""
