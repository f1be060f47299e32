"""Takes redacted texts out of a registry: all wordings that were ever kept of them, and what else holds their words.

What a fingerprint is belongs to `redactions`; the index is built anew by `build`.
"""
