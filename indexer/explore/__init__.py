"""Other views of a corpus than a page of results: concordance, similar passages, lineage, coverage, and JSON answers.

HTML and addresses belong to the site, and nothing here stores anything.
"""
