"""Words of quotations looked up in a cluster: which passages they may be from.

Where exactly a quotation stands, and how its wording differs, may not be here: that is told of the passages' texts.
"""
