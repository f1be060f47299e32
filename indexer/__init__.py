"""Read the papers of meetings, split them into passages, and answer searches over them.

Nothing here imports `webapp` or `flask`.
"""
