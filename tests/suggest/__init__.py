"""Tests of completions and corrections, over real indexes.

Tests of the search page belong to `tests/webapp`.
"""
