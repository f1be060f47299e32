"""Tests of static editions."""
