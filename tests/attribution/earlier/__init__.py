"""Tests of what a sentence takes up from those before it."""
