"""Tests of the basket: its page, its cookies, its links and its downloads."""
