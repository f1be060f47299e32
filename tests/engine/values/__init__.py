"""Tests of the stored values of passages."""
