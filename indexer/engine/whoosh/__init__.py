"""The embedded engine: a Whoosh index, its writer, and its BM25F scorer.

What another engine could share belongs to `engine`, and no Whoosh object leaves this folder.
"""
