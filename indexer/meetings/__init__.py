"""Which papers are one meeting, what it is called, and which sessions it has. Nothing here reads files, gives permanent
ids or writes an index.
"""
