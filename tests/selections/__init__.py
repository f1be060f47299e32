"""Tests of words of passages: how they are selected and found again."""
