"""The pages of a passage and of a document: the words of the address, citing, similar passages, versions, and withdrawn
ones.
Search results and lists of the corpus may not be in it.
"""
