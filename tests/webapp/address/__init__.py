"""The address."""
