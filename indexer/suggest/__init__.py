"""Completions of what is being typed, and corrections of misspellings, read from one small file that a build writes.

The addresses of pages belong to the site, and finding passages to the engine.
"""
