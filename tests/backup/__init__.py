"""Tests of backups: what is in one, what restores, and what is refused."""
