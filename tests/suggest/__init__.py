"""Tests of completions and corrections, over real indexes.

Tests of the search page may not be in it; they belong to `tests/webapp`.
"""
