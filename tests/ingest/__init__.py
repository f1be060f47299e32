"""Tests of reading in separate processes, and of the cache of readings."""
