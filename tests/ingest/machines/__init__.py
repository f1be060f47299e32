"""Tests of reading on other machines."""
