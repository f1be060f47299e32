"""The pages of a passage and of a document, with citing, quoted words, similar passages and versions.
Search results and lists of the corpus may not be in it.
"""
