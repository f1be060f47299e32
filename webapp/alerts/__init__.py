"""Mails on saved searches: what is new and what was corrected of what was told before, each told once.

It answers no address of the site, and nothing here decides what a search finds.
"""
