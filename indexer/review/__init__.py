"""Say which facts of the papers are doubtful, and how `corpus.toml` would settle them.

Nothing here decides a fact, reads a paper or changes a file.
"""
