"""Searching: the results page with its facets, filters, groups and help, suggestions, and downloads of results. It may
not rank, parse or rewrite a query, which is the indexer's job.
"""
