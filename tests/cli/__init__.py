"""Tests of the `rapporteur` command: its output, its options and its exit status."""
