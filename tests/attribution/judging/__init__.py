"""Tests of what the papers know beside a passage that decides a stated fact."""
