"""Tests of what papers speak of: acronyms, symbols, persons, organisations, languages."""
