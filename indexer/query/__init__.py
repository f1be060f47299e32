"""The language of the search box: parsing a query, rewriting it for a build, printing it, and the shape of results.

Neither an index nor a page may be in it: engines answer its trees, and the site shows its results.
"""
