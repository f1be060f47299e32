"""Tests of searches of past builds."""
