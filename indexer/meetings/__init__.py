"""Which papers are one meeting, what it is called, and which sessions it has. Nothing here reads files,
keeps the ids that were given before, or writes an index.
"""
