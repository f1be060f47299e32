"""Tests of catalogues on a PostgreSQL server."""
