"""Tests of words that passages had once."""
