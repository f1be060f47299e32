"""The html."""
