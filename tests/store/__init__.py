"""Tests of the catalogue, the library, the records and the folder of builds.

Tests of how a build is made belong to `tests/build`.
"""
