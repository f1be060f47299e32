"""Tests of the results page, the facets and the suggestions.

Tests of ranking and of the query language do not belong here.
"""
