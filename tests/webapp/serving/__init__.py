"""Tests of the processes that answer requests and of what they share.

Tests of the command that starts them do not belong here.
"""
