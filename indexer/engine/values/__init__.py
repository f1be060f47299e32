"""What a search filters, counts, sorts, groups and weighs by: a few stored numbers of each passage, as mapped arrays.

Terms, and what a query means, do not belong here.
"""
