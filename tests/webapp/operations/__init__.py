"""Tests of the operations room: health, robots, sitemap and the search description."""
