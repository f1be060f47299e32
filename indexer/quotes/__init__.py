"""The quote verifier: find the quotations of a draft, and check them against the papers.

Reading files belongs to `ingest`, and showing the findings to the site and the command line.
"""
