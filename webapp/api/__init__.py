"""The JSON API: version 1 with its description and its pages of documentation, and the two addresses from before it.

What is found, cited or checked belongs to `indexer` and the rooms of the pages, which the API asks as they do.
"""
