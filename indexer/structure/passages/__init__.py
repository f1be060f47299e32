"""Assemble the blocks of an outline into passages: paragraphs, list items, pull quotes and rosters.

Ids, and anything that needs other papers, do not belong here.
"""
