"""Tests of papers as Akoma Ntoso and TEI: their structure, their ids, and that every word is there.

Which addresses they have does not belong here.
"""
