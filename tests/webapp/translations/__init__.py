"""Tests of the catalogues of the site, and of what they leave out."""
