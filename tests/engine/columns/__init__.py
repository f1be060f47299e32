"""Tests of the index as mapped arrays, compared with reading every passage.

Tests of queries over it belong to `tests/engine`.
"""
