"""Tests of the pages of a passage and of a document, and of the files about a passage."""
