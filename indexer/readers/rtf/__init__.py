"""Read RTF by its grammar (Rich Text Format Specification 1.9.1): tokens, fonts, the walk through the groups.

What is a row or a list item is decided by `readers.shared` and `readers.text`.
"""
