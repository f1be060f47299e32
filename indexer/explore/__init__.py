"""Other views of a corpus than a page of results: concordance, similar passages, lineage, coverage, and JSON answers.

HTML and addresses may not be in it, which are the site's, nor storing anything.
"""
