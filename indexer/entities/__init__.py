"""Find who and what a text names: persons, roles, organisations, acronyms, document symbols. Only pure functions of
text belong here: no files, no blocks, no other room but `text` and `model`.
"""
