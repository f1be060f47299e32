"""The tables of a registry in PostgreSQL. One database, or one schema of it, has one registry."""

from __future__ import annotations

LOCK_KEY = 5_283_746_120
"""Of the advisory lock that a build holds; one more is that of making the tables."""

TABLES = (
    """CREATE TABLE IF NOT EXISTS registry_state (
        one boolean PRIMARY KEY DEFAULT true CHECK (one),
        format integer NOT NULL,
        generation bigint NOT NULL
    )""",
    "INSERT INTO registry_state (format, generation) VALUES (1, 0) ON CONFLICT DO NOTHING",
    # The lines of one document, as its file has them.
    """CREATE TABLE IF NOT EXISTS registry_part (
        name text PRIMARY KEY, sha256 text NOT NULL, size bigint NOT NULL, content bytea NOT NULL
    )""",
    # The head, the redactions and the statistics of sentences.
    "CREATE TABLE IF NOT EXISTS registry_file (name text PRIMARY KEY, sha256 text NOT NULL, content bytea NOT NULL)",
    # The record of past builds in pieces; each has the hash of all up to its end.
    """CREATE TABLE IF NOT EXISTS registry_past (
        position bigint PRIMARY KEY, sha256 text NOT NULL, content bytea NOT NULL
    )""",
    # What a build has prepared, and what does not count yet.
    """CREATE TABLE IF NOT EXISTS registry_next (
        name text PRIMARY KEY, sha256 text, size bigint NOT NULL, content bytea
    )""",
)
"""What makes the tables, in order."""
