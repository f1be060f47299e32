"""Tests of the engine in a cluster that need no cluster: they compare its parts with the embedded engine.

Tests that any engine must pass belong to `tests/engine`.
"""
