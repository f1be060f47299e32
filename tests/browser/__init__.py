"""What a reader can do in a real browser."""
