"""The settings of the site in one table, and where their values come from: options, variables, a file.

What a setting does belongs to the room that uses it, and nothing of a request may be in it.
"""
