"""Tests of the files that papers were read from: found, checked, drawn and searched."""
