"""Backups of what cannot be built anew: papers, settings, registry, redactions, and what was learned of sentences.

Nothing here reads papers or builds, and the index is no part of a backup.
"""
