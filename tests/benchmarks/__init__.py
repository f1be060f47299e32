"""Tests that the benchmarks run, and ask every engine the same. What the benchmarks measure is not tested here."""
