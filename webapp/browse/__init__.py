"""The pages that list what the papers hold: home, meetings, sessions, people, glossary, coverage and help.
Search results and the passages of a document may not be in it.
"""
