"""Tests of the URLs of the site and their arguments. Tests of pages do not belong here."""
