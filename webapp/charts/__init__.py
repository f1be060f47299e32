"""Other views of the results of a search: concordance, chart and matrix, with the tabs that link them. It may not
decide which passages a search finds.
"""
