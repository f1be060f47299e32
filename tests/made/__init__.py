"""Papers that the tests make in every format, and the rules for how they are read.

Tests of single readers do not belong here.
"""
