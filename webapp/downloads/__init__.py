"""Files of everything that a search finds, and of whole papers, written while they are sent.

Downloads of a basket belong to `basket`, and how a file is written to `indexer`.
"""
