"""Tests that the benchmarks run and ask every engine the same. What they measure may not be tested here."""
