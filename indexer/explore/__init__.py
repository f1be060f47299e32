"""The explore."""
