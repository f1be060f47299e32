"""The meetings."""
