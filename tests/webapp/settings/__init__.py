"""Tests of the settings room: the table, and what its values may be and come from."""
