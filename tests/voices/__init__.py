"""Tests of the voices without a name that passages give words to."""
