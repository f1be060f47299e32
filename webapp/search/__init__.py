"""Searching: the results page with its facets, filters, groups and help, suggestions, and downloads of results.

Parsing, rewriting and ranking belong to `indexer`.
"""
