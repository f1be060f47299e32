"""The files of a registry: their lines, what is derived from them, and changes of several files that count together.

What the rows mean, and who gets which id, is decided in `registry`.
"""
