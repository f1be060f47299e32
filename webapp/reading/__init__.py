"""The pages of a passage and of a document, with citing, quoted words, similar passages and versions.

Search results belong to `search`, and lists of what the papers hold to `browse`.
"""
