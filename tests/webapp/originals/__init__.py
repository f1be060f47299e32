"""Tests of the pages that show originals: files, pages, places, rights and limits."""
