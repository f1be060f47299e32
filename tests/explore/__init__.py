"""Tests of other views of a corpus than a page of results: concordance, coverage, similar passages.

Tests of their pages belong to `tests/webapp`.
"""
