"""Tests of links to passages, followed through real builds of papers that change."""
