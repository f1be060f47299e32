"""The embedded engine: a Whoosh index, its writer, and its BM25F scorer.

Nothing that another engine could share may be in it, and no Whoosh object leaves it.
"""
