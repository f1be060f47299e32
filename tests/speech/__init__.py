"""Tests of the language in which the program speaks."""
