"""Tests of the query language: parsing, rewriting and printing.

Tests of what a query finds may not be in it; they belong to `tests/engine`.
"""
