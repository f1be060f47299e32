"""The whoosh."""
