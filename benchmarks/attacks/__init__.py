"""Attacks on a running site, each a line of a table: what one client does to others, before a change and after."""
