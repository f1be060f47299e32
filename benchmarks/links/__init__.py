"""Measure how many passage ids survive changes to the papers: papers are changed in known ways and every id is
followed. It may not hold rules of alignment; those are in `indexer.registry`.
"""
