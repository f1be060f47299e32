"""Tests of what a reader can do in a real browser.

Rules that the HTML alone shows belong to `tests/webapp`.
"""
