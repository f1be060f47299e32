"""The pages that list what the papers hold: home, meetings, sessions, people, glossary, coverage and help.

Search results belong to `search`, and the passages of a document to `reading`.
"""
