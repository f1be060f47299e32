"""Tests of what several pages share, without any page."""
