"""Tests of what a reader can do in a real browser. Rules that the HTML alone shows may not be tested here; they are in
`tests/webapp`.
"""
