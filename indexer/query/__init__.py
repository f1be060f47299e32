"""The language of the search box: parse a query, rewrite it for a build, print it, and define the shape of its results.

Answering a query tree belongs to the engines, and showing its results to the site.
"""
