"""Reads the papers of meetings, splits them into passages and answers searches over them."""
