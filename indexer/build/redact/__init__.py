"""Redactions: what one would take out, planned first, then carried out by way of the registry and a new build.

What a build does with redactions that are there is in `build/without_redacted`.
"""
