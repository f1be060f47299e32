"""The pdf."""
