"""Tests of words looked up in a cluster."""
