"""Tests of what is made of one paper."""
