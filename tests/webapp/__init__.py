"""Tests of the site: what each page and each URL answers. Tests of the indexer do not belong here."""
