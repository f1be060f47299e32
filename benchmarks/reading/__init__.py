"""Measure how fast a thousand varied papers are indexed and in how much memory. It may not read papers itself; it runs
the `rapporteur` command.
"""
