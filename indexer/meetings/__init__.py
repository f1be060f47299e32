"""Decide which papers are of one meeting, what it is called, and which sessions it has.

Nothing here reads files, remembers ids that were given before, or writes an index.
"""
