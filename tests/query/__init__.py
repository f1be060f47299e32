"""Tests of the query language: parsing, rewriting and printing.

Tests of what a query finds belong to `tests/engine`.
"""
