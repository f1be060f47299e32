"""Tests of the review of doubtful facts."""
