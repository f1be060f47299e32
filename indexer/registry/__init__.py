"""The record of every id ever given: it outlives every index, and old links are resolved with it.

Nothing here reads papers, searches, or makes pages.
"""
