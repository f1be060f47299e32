"""What stood in each build: which passages, in which wording, of which meeting, so that a count can be made again.

It keeps no words that the rows of the registry keep, and how a past build is searched belongs to `indexer/frozen`.
"""
