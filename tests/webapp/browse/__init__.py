"""Tests of the pages that list what the papers hold."""
