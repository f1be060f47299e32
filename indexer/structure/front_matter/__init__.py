"""The front_matter."""
