"""The record of every id ever given: it outlives every index, and links are resolved with it. Nothing here reads
papers, searches or makes pages.
"""
