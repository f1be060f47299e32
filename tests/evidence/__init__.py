"""Collected evidence, written as files that other programs read."""
