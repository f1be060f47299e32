"""Tests of what a reference says, in which formats it is written, and what restricts it."""
