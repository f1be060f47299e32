"""Learn from a paper itself who its speakers are: from its lists of attendance, and from labels that repeat.

How one line is parsed belongs in `entities`; the walk that gives each passage its speaker belongs in `outline`.
"""
