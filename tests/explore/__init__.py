"""Tests of other views of a corpus than a page of results: concordance, coverage, similar passages.

Tests of their pages may not be in it; they belong to `tests/webapp`.
"""
