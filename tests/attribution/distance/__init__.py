"""Tests of what keeps words at a distance, in papers and in drafts."""
