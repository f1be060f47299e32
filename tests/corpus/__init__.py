"""Tests of folders of papers and of corpus.toml."""
