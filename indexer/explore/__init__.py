"""Other views than a page of results: concordance, word trends, similar passages, lineage, coverage, JSON answers.

HTML and addresses belong to the site, and nothing here stores anything.
"""
