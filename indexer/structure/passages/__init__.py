"""The passages."""
