"""Tests of meetings: their papers, ids and sessions."""
