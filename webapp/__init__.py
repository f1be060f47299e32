"""The web site: it turns a request into a page, a file or JSON.

Searching, reading papers and storing anything belong to `indexer`, which never imports this package.
"""
