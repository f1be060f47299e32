"""The interface that every search engine implements, and what all engines share: matching, ranking and explaining hits.

The grammar of queries may not be in it, nor what only one engine needs, which belongs to the engine's own folder.
"""
