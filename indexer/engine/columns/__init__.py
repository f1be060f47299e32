"""The index as mapped arrays in immutable segments: which texts have a term, how often and where, and the vocabulary.

What a query means, scores and every Whoosh object do not belong here.
"""
