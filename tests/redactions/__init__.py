"""Tests of texts that were taken out for good: they come back from nowhere."""
