"""Tests of what every engine must answer, and of how hits are ranked, shown and explained.

Tests of the query language belong to `tests/query`.
"""
