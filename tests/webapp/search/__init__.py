"""Tests of the results page, the facets, the suggestions and the downloads of results.

Tests of ranking and of the query language do not belong here.
"""
