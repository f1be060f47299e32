"""Tests of builds that are brought from other index folders."""
