"""What catalogues of all stores answer alike, from the rows of their tables, and the values of those rows.

How a store runs a statement is its own.
"""
