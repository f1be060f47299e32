"""Tests of files of results and of whole papers, read by parsers that others wrote.

How the files of a basket are made does not belong here.
"""
