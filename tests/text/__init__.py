"""Tests of words and letters: analysis, sentences, spellings, casing, slugs and languages."""
