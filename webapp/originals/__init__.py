"""The original of a paper and the place of a passage in it: the file, a picture of its page, or its lines.

How files are opened, drawn and searched belongs to `indexer.originals`, and no process that answers requests may do it.
"""
