"""Turn blocks into the parts of a paper: front matter, outline, passages, and the draft that holds them.

Nothing here reads files or knows other papers.
"""
