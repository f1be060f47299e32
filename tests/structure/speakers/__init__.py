"""Speakers that a paper itself makes known."""
