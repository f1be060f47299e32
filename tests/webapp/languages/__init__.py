"""Tests of which language a page is in, and of the chooser."""
