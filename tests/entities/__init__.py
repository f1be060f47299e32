"""Tests of the entities that papers name: acronyms, symbols, persons, roles and organisations.

Tests of blocks and passages do not belong here.
"""
