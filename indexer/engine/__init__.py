"""The interface of every search engine, and what all engines share: matching, ranking and explaining hits.

The grammar of queries belongs to `query`, and what only one engine needs to the folder of that engine.
"""
