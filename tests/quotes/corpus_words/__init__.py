"""Tests of the words of a corpus."""
