"""How an English sentence gives words to a source: its verbs, its subject and its clauses.

What a fact in it means is read elsewhere.
"""
