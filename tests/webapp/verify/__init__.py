"""Tests of the pages that check the quotations of a draft."""
