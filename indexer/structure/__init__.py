"""Blocks to the parts of a paper: title page, kind, headings, sessions, people; each part in a room of its own."""
