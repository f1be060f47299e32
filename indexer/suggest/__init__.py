"""Completions of what is being typed, and corrections of misspellings, read from one small file that a build writes.

Addresses of pages may not be in it, nor finding passages, which is the engine's job.
"""
