"""Find who and what a text names: persons, roles, organisations, acronyms, document symbols.

Only pure functions of text belong here, which open no file and import no room but `text` and `model`.
"""
