"""Tests of the readers: what each format holds, and that no character of it is lost.

Tests of what blocks mean in a paper belong to `tests/structure`.
"""
