"""Tests of which quotations a draft has, and where the papers have their words."""
