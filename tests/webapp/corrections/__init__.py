"""Tests of the pages that draft corrections."""
