"""What passages said once: quotations of words that no paper has now.

Checking words against the papers of today belongs to `verify`.
"""
