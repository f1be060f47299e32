"""Tests of collected evidence, written as files that other programs read."""
